"""A small invented content: every situation, few steps, so that tests do not hang on wording."""

from __future__ import annotations

import copy
import datetime as dt
from typing import TYPE_CHECKING, Any

import yaml

from bot.dialogue.content import FIXED
from bot.dialogue.content_check import answer_payload, is_single
from bot.labels import QUESTIONS, SITUATIONS

if TYPE_CHECKING:
    from pathlib import Path

BOTH = {"fr": "un", "nl": "een"}
CHECKED = {"source": "x", "checked_on": dt.date(2026, 11, 1)}
HAND_MADE = {"are_you_human", "talk_to_human"}

STEPS: dict[str, dict[str, Any]] = {
    "dont_reply": {"advice": ["dont_reply"]},
    "keep_evidence": {
        "advice": ["keep_evidence", "not_the_image"],
        "cant_then": "write_names",
        "how_app": "save",
        "leaves_app": True,
    },
    "write_names": {"advice": ["keep_evidence"], "does": ["keep_evidence"]},
    "evidence_if_safe": {"advice": ["keep_evidence"], "does": ["keep_evidence"]},
    "report_account": {"advice": ["report_account"], "leaves_app": True},
    "tell_adult": {"advice": ["tell_adult"]},
    "bank": {"advice": ["bank"]},
    "call_116000": {"advice": ["call_116000"]},
}

QUESTIONS_ASKED: dict[str, dict[str, Any]] = {
    "safe_now": {
        "safety": True,
        "again": ["utter_again_here", "utter_again_breathe"],
        "answers": {
            "yes": {"facts": ["safe"], "then": "utter_safe_now_yes"},
            "no": {"signals": ["danger_now"], "then": "utter_safe_now_no", "open": True},
            "unsure": {"signals": ["danger_now"], "then": "utter_safe_now_no", "open": True},
        },
    },
    "ask_dying": {
        "answers": {
            "yes": {"signals": ["suicide"]},
            "no": {"facts": ["not_dying"]},
            "calm": {"facts": ["not_dying"]},
        },
    },
    "dying_now": {
        "safety": True,
        "again": ["utter_again_here", "utter_again_breathe"],
        "answers": {
            "yes": {"signals": ["attempt_now"]},
            "no": {"facts": ["not_dying_now"], "then": "utter_dying_now_no"},
            "unsure": {"facts": ["dying_unsure"], "then": "utter_dying_now_unsure", "open": True},
        },
    },
    "ask_known": {
        "answers": {
            "yes": {"signals": ["known_offline"]},
            "no": {"facts": ["unknown_offender"]},
            "unsure": {"facts": ["offender_unsure"]},
        },
    },
    "ask_safe_adult": {
        "names_adult": True,
        "answers": {
            "yes": {"facts": ["has_safe_adult"]},
            "no": {"facts": ["no_safe_adult"], "then": "utter_ask_safe_adult_no"},
        },
    },
    "age": {
        "slot": "age_band",
        "answers": {
            "under_13": {"signals": ["under_13"]},
            "13_15": {"facts": ["age_13_15"]},
        },
    },
}

SIGNALS: dict[str, dict[str, Any]] = {
    "attempt_now": {"asks": "safe_now", "covers": ["suicide"]},
    "danger_now": {"asks": "safe_now"},
    "suicide": {"asks": "dying_now"},
    "forced_harm": {"asks": "safe_now", "items": ["call_116000"]},
    "meeting_planned": {"items": ["tell_adult"]},
    "abuser_close": {"items": ["ask_safe_adult"]},
    "under_13": {},
    "paid": {"items": ["bank"]},
    "spread_already": {"first": None, "items": ["call_116000"]},
    "known_offline": {"first": None},
}
ADVICE = {
    "attempt_now": ["emergency_112", "human_offered"],
    "danger_now": ["emergency_112", "human_offered"],
    "suicide": ["suicide_line", "human_offered"],
    "forced_harm": ["no_blame", "human_offered", "dont_reply"],
    "meeting_planned": ["dont_meet", "human_offered"],
    "abuser_close": ["human_offered", "call_116000"],
    "under_13": ["human_offered"],
    "paid": ["stop_paying", "no_blame"],
}
CUES: dict[str, Any] = {
    "first": {"fr": ["non"], "nl": ["nee"]},
    "anywhere": {"fr": ["en fait"], "nl": ["eigenlijk"]},
    "myself": {"fr": ["c'est moi"], "nl": ["het gaat over mij"]},
    "for_another": {"fr": ["c'est pour mon amie"], "nl": ["het gaat over mijn vriendin"]},
    "denied": {"fr": ["pas", "qui"], "nl": ["niet"]},
    "yes": {"fr": ["oui"], "nl": ["ja"]},
    "no": {"fr": ["non"], "nl": ["nee"]},
    "but": {"fr": ["mais"], "nl": ["maar"]},
    "adults": {
        "someone": {"fr": ["belle mère", "tata"], "nl": ["oma"]},
        "mother": {"fr": ["maman", "mère"], "nl": ["mama"]},
    },
    "around_adult": {"fr": ["ma", "peut être"], "nl": ["mijn"]},
    "afraid": {"fr": ["peur"], "nl": ["bang"]},
    "later": {
        "words": {"fr": ["plus tard"], "nl": ["straks"]},
        "around": {"fr": ["je fais ça"], "nl": ["ik doe dat"]},
    },
    "no_adult": {"fr": ["pas", "c'est mon"], "nl": ["niet"]},
    "families": [
        {
            "situations": ["sextortion_money", "sextortion_images", "sextortion"],
            "reads_as": {"image_pressure": "sextortion_images"},
        },
        {"situations": ["deepnude", "image_spread"]},
    ],
    "corrections": [
        {
            "told": "i_spread",
            "over": ["image_spread"],
            "myself": True,
            "words": {"fr": ["c'est moi qui l'ai envoyée"], "nl": ["zelf doorgestuurd"]},
        },
        {
            "told": "image_spread",
            "over": ["deepnude"],
            "words": {"fr": ["une vraie photo"], "nl": ["een echte foto"]},
        },
    ],
    "told": {
        "unknown_offender": {"fr": ["je la connais pas"], "nl": ["ik ken hem niet"]},
        "tell_adult": {"fr": ["maman le sait"], "nl": ["mama weet het"]},
    },
}
PHRASES: dict[str, dict[str, Any]] = {
    "dying_words": {
        "asks": "ask_dying",
        "fr": ["c'est mort pour moi", "je suis (mort|morte)"],
        "nl": ["ik ga dood"],
        "never": {"fr": ["(mort|morte) de rire"], "nl": ["dood van * lachen"]},
    },
    "bulk_mail": {"facts": ["bulk_mail"], "fr": ["webcam * piratée"], "nl": ["in bitcoin"]},
    "confronts": {
        "advises": "tell_adult",
        "fr": ["je vais aller le voir"],
        "nl": ["ik ga hem opzoeken"],
    },
    "comes_in": {
        "says": "utter_comes_in",
        "fr": ["quelqu'un arrive"],
        "nl": ["er komt iemand binnen"],
    },
}
ITEMS: list[Any] = [
    "dont_reply",
    "ask_dying",
    {"id": "keep_evidence", "unless": ["abuser_close"]},
    {"id": "evidence_if_safe", "when": ["abuser_close"]},
    {"id": "ask_known", "unless": ["abuser_close"]},
    {"id": "report_account", "unless": ["abuser_close"]},
    {"id": "tell_adult", "unless": ["no_safe_adult"]},
    "call_116000",
]


class _Responses:
    """Collects responses on the way and makes up a text for each."""

    def __init__(self) -> None:
        self.made: dict[str, list[dict[str, Any]]] = {}

    def add(
        self, name: str, *, advice: list[str] | None = None, payloads: list[str] | None = None
    ) -> str:
        def variation(language: str) -> dict[str, Any]:
            announces = "human" in name or "human_offered" in (advice or [])
            text = f"{name} {language} {{help}}" if announces else f"{name} {language}"
            buttons = [
                {"title": f"{payload} {language}", "payload": payload} for payload in payloads or []
            ]
            made: dict[str, Any] = {"text": text, "metadata": {"advice": advice or []}}
            return {**made, "buttons": buttons} if buttons else made

        if is_single(name):
            self.made[name] = [variation("fr nl")]
        else:
            self.made[name] = [
                {
                    **variation(language),
                    "condition": [{"type": "slot", "name": "language", "value": language}],
                }
                for language in ("fr", "nl")
            ]
        return name


def small_content() -> dict[str, Any]:
    """Make the YAML of every file, by path below the root."""
    responses = _Responses()
    for name in FIXED:
        payloads = {
            "utter_go_on": ["/affirm", "/talk_to_human"],
            "utter_ask_situation": ['/pick{"value": "other"}'],
            "utter_ask_openly": ['/pick{"value": "other"}'],
            "utter_guess": ['/pick{"value": "other"}'],
            "utter_guess_in_plan": ["/deny", '/pick{"value": "other"}'],
            "utter_which_app": ['/pick{"value": "other_app"}'],
            "utter_not_understood_human": ["/talk_to_human"],
        }.get(name)
        advice = {"utter_code_offered": ["code_offered"]}.get(name)
        offers = (
            "utter_talk_to_human",
            "utter_human_coming",
            "utter_asked_often",
            "utter_ask_openly",
            "utter_listening_human",
        )
        if name.startswith((*offers, "utter_other_language")):
            advice = ["human_offered"]
        responses.add(name, advice=advice, payloads=payloads)
    for name in ("utter_thanks_in_danger", "utter_step_tell_adult_adult"):
        responses.add(name, advice=["tell_adult"] if "step" in name else None)
    files: dict[str, dict[str, Any]] = {
        "protocols": {"situations": {}, "under_13": {"items": ["ask_safe_adult", "tell_adult"]}},
        "steps": {name: _step(name, step, responses) for name, step in STEPS.items()},
        "questions": {n: _question(n, q, responses) for n, q in QUESTIONS_ASKED.items()},
        "signals": {name: _signal(name, s, responses) for name, s in SIGNALS.items()},
        "answers": {
            t: {"default": responses.add(f"utter_{t}_answer")}
            for t in QUESTIONS
            if t not in HAND_MADE
        },
        "company": {
            "lines": [
                responses.add(f"utter_company_{word}")
                for word in ["here", "breathe", "look", "feet", "water", "slow"]
            ],
            "quiet": responses.add("utter_company_quiet"),
        },
        "helplines": {
            "child_focus": {
                "name": "Child Focus",
                "phone": "116 000",
                "written": [],
                "hours": {"fr": "always", "nl": "always", **CHECKED},
                "for_whom": BOTH,
                **CHECKED,
            },
            "evening_line": {
                "name": "Evening",
                "phone": "103",
                "written": ["chat"],
                "hours": {"fr": {"daily": "10:00-24:00"}, "nl": "unknown", **CHECKED},
                "for_whom": BOTH,
                **CHECKED,
            },
        },
        "law": {"sharing": {"text": {"fr": "Interdit.", "nl": "Verboden."}, **CHECKED}},
        "apps": {
            "snapchat": _app("Snapchat", responses) | {"words": ["snap"]},
            "instagram": _app("Instagram", responses) | {"words": ["insta"], "save": "unknown"},
            "cam_site": _app("Cam", responses) | {"typed_only": True},
        },
        "cues": copy.deepcopy(CUES),
        "phrases": PHRASES,
    }
    responses.add("utter_comes_in")
    files["answers"]["already_paid"]["covered_by"] = "paid"
    files["answers"]["should_pay"]["asks"] = "age"
    files["answers"]["will_they_post"]["again"] = [
        {"say": responses.add("utter_will_they_post_again")}
    ]
    for name in SITUATIONS:
        files["protocols"]["situations"][name] = _situation(name, responses)
    made: dict[str, Any] = {f"content/{name}.yml": value for name, value in files.items()}
    made["data/responses/all.yml"] = {"responses": responses.made}
    return copy.deepcopy(made)


def _app(label: str, responses: _Responses) -> dict[str, Any]:
    told = responses.add(f"utter_how_keep_evidence_{label.lower()}")
    return {
        "label": label,
        "save": told,
        "profile_link": told,
        **dict.fromkeys(("report", "block", "secure"), "unknown"),
    }


def _step(name: str, step: dict[str, Any], responses: _Responses) -> dict[str, Any]:
    payloads = ["/done", "/how", "/cant", "/why", "/later"]
    parts = ("why", "how") if "cant_then" in step else ("why", "how", "cant")
    said = {part: responses.add(f"utter_{part}_{name}") for part in parts}
    said["say"] = responses.add(f"utter_step_{name}", advice=step["advice"], payloads=payloads)
    return {**step, **said, "label": BOTH}


def _question(name: str, question: dict[str, Any], responses: _Responses) -> dict[str, Any]:
    payloads = [answer_payload(answer) for answer in question["answers"]]
    say = responses.add(f"utter_ask_{name}", advice=[name], payloads=payloads)
    for response in question.get("again", []):
        responses.add(response, advice=["safe_now", "dying_now"])
    for answer in question["answers"].values():
        if answer.get("then"):
            responses.add(answer["then"])
    return {**question, "advice": [name], "say": say}


def _signal(name: str, signal: dict[str, Any], responses: _Responses) -> dict[str, Any]:
    if "first" in signal:
        return signal
    payloads = (
        [answer_payload(a) for a in QUESTIONS_ASKED[signal["asks"]]["answers"]]
        if "asks" in signal
        else None
    )
    return {
        **signal,
        "first": responses.add(f"utter_danger_{name}", advice=ADVICE[name], payloads=payloads),
    }


def _situation(name: str, responses: _Responses) -> dict[str, Any]:
    rows = {
        role: {
            "first": responses.add(f"utter_{name}{ending}_first", advice=["no_blame"]),
            "items": ITEMS,
        }
        for role, ending in (("self", ""), ("friend", "_friend"), ("adult", "_adult"))
    }
    return {
        "label_of_others": {"fr": f"{name} of others fr", "nl": f"{name} of others nl"},
        "label": {"fr": f"{name} fr", "nl": f"{name} nl"},
        **rows,
    }


def write(root: Path, files: dict[str, Any]) -> Path:
    """Write the files below a root."""
    for name, value in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    return root
