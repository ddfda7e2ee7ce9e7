"""The apps and games on which children are written to, as they call them."""

# One alternative each, for a pattern: folded, no accents. Written by hand, 2026.
APPS = (
    "snap|snapchat|snapje|snapke|snapp|snape|insta|instagram|instagramme|instragram|ig|tiktok|tik tok|tiktoc|tictoc|discord|"
    "disc|telegram|tele|tg|steam|psn|xbox|ps|ps4|ps5|roblox|fortnite|twitch|facebook|fb|messenger|signal|kik|wickr|yubo|wizz|"
    "epic|minecraft|valorant|twitter|reddit|skype|bereal|threads|vinted|whatsapp|whatsap|wapp|pinterest|onlyfans|"
    "youtube|viber|omegle|playstation|zello|tellonym|guilded|vrchat|habbo|msp|bluesky|ome ?tv|azar|litmatch|badoo|"
    "bumble|tinder|grindr|wechat|spotify|wattpad|tumblr|mym|fansly|amino|genshin|clash royale|clash of clans|"
    "brawl ?stars|rocket league|gta|among us|teamspeak|imvu|chatroulette|monkey app|blablaland|animal jam|fivem"
)
