"""Canned replies: pairs of both languages, shared or one's own, and the set to begin with."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text

from service.adapters.schema import Audit, CannedReply
from service.adapters.starter_replies import load_starters
from service.adapters.yaml_file import BrokenFileError
from service.cli import main
from service.domain.canned import PLACEHOLDERS
from service.domain.staff import StaffRole
from service.usecases.starter_replies import Loaded, load_at_first_start, load_starter_replies
from tests.service.desk.actors import Staffer, at_work, code_of
from tests.service.desk.test_takeover import waiting_chat
from tests.service.world import serving, settings_for

if TYPE_CHECKING:
    from service.settings import Settings
    from tests.service.fakes import SetClock
    from tests.service.world import World

CONTENT = Path(__file__).resolve().parents[3] / "content"
SHARED, OWN = "/api/desk/canned/shared", "/api/desk/canned/own"
HELLO = {
    "shortcut": "hello",
    "folder": "Début / Begin",
    "fr": "Bonjour, moi c'est {counsellor}.",
    "nl": "Hallo, ik ben {counsellor}.",
}
STARTERS = """
hello: {folder: Begin, shortcut: hello, fr: "Bonjour", nl: "Dag", source: none}
calm: {folder: Begin, shortcut: calm, fr: "On souffle", nl: "Adem even", source: none}
"""


async def replies(someone: Staffer) -> list[dict[str, Any]]:
    answer = await someone.get("/api/desk/canned")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["replies"]
    return found


class TestSharedAndOwn:
    async def test_a_shared_one_is_everybodys_with_who_changed_it_and_when(
        self, still_world: World, clock: SetClock
    ) -> None:
        lou = await at_work(still_world, "lou", StaffRole.LEAD)
        sam = await at_work(still_world)
        made = (await lou.post(SHARED, HELLO)).json()
        clock.passes(minutes=5)
        alix = await at_work(still_world, "alix", StaffRole.ADMIN)
        better = HELLO | {"fr": "Salut, moi c'est {counsellor}.", "version": made["version"]}
        assert (await alix.post(f"{SHARED}/{made['id']}", better)).status_code == 200
        [seen] = await replies(sam)
        assert seen == made | {
            "fr": "Salut, moi c'est {counsellor}.",
            "version": 2,
            "changed_by": "alix",
            "changed_at": still_world.services.clock.now().isoformat(timespec="seconds"),
        }

    async def test_ones_own_is_seen_by_nobody_else_also_with_the_same_shortcut(
        self, still_world: World
    ) -> None:
        sam, jo = await at_work(still_world), await at_work(still_world, "jo")
        lou = await at_work(still_world, "lou", StaffRole.LEAD)
        for someone in (sam, jo):
            assert (await someone.post(OWN, HELLO)).status_code == 201
        assert (await lou.post(SHARED, HELLO)).status_code == 201
        assert [each["shared"] for each in await replies(sam)] == [True, False]
        assert [each["shared"] for each in await replies(lou)] == [True]
        own = next(each for each in await replies(jo) if not each["shared"])
        changed = await sam.post(f"{OWN}/{own['id']}", HELLO | {"version": 1})
        assert code_of(changed) == (404, "no_such_reply")
        assert code_of(await sam.delete(f"{OWN}/{own['id']}")) == (404, "no_such_reply")
        assert code_of(await lou.delete(f"{SHARED}/{own['id']}")) == (404, "no_such_reply")
        assert (await jo.delete(f"{OWN}/{own['id']}")).status_code == 204
        assert [each["shared"] for each in await replies(jo)] == [True]

    async def test_a_counsellor_changes_no_shared_one(self, still_world: World) -> None:
        sam = await at_work(still_world)
        assert code_of(await sam.post(SHARED, HELLO)) == (403, "not_allowed")

    async def test_who_saves_second_is_told_by_whom_it_was_changed(
        self, still_world: World
    ) -> None:
        lou = await at_work(still_world, "lou", StaffRole.LEAD)
        alix = await at_work(still_world, "alix", StaffRole.ADMIN)
        made = (await lou.post(SHARED, HELLO)).json()
        place, version = f"{SHARED}/{made['id']}", {"version": made["version"]}
        answers = await asyncio.gather(
            lou.post(place, HELLO | {"fr": "De lou, {counsellor}"} | version),
            alix.post(place, HELLO | {"fr": "D'alix, {counsellor}"} | version),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        refused = next(answer for answer in answers if answer.status_code == 409)
        kept = next(answer for answer in answers if answer.status_code == 200).json()
        assert code_of(refused) == (409, "changed_meanwhile")
        assert refused.json()["error"]["by"] == kept["changed_by"]
        assert await replies(lou) == [kept]

    async def test_of_two_with_one_shortcut_at_once_one_is_stored(self, still_world: World) -> None:
        lou = await at_work(still_world, "lou", StaffRole.LEAD)
        answers = await asyncio.gather(*(lou.post(SHARED, HELLO) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        assert {code_of(each) for each in answers if each.status_code == 409} == {
            (409, "shortcut_taken")
        }

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"nl": "  "}, "one_language"),
            ({"fr": ""}, "one_language"),
            ({"nl": "Hallo."}, "placeholders_differ"),
            ({"fr": "{naam}", "nl": "{naam}"}, "unknown_placeholder"),
            ({"fr": "{}", "nl": "{}"}, "unknown_placeholder"),
            ({"shortcut": "é"}, "bad_shortcut"),
            ({"shortcut": "two words"}, "bad_shortcut"),
            ({"shortcut": "a" * 21}, "bad_shortcut"),
            ({"folder": " "}, "bad_folder"),
            ({"folder": "x" * 41}, "bad_folder"),
            ({"fr": "x" * 2001}, "too_long"),
        ],
    )
    async def test_what_could_not_be_used_is_not_stored(
        self, still_world: World, change: dict[str, str], code: str
    ) -> None:
        sam = await at_work(still_world)
        assert code_of(await sam.post(OWN, HELLO | change)) == (422, code)
        assert await replies(sam) == []

    async def test_a_shortcut_may_be_typed_with_its_slash(self, still_world: World) -> None:
        sam = await at_work(still_world)
        await sam.post(OWN, HELLO | {"shortcut": "/Hello "})
        assert [each["shortcut"] for each in await replies(sam)] == ["hello"]

    async def test_the_words_lie_encrypted_and_no_record_holds_them(
        self, still_world: World
    ) -> None:
        lou = await at_work(still_world, "lou", StaffRole.LEAD)
        made = (await lou.post(SHARED, HELLO)).json()
        await lou.post(f"{SHARED}/{made['id']}", HELLO | {"version": 1, "folder": "Autre"})
        await lou.delete(f"{SHARED}/{made['id']}")
        await lou.post(SHARED, HELLO)
        async with still_world.services.database.read() as session:
            [row] = (await session.scalars(select(CannedReply))).all()
            records = (
                await session.scalars(
                    select(Audit).where(Audit.action.like("canned.%")).order_by(Audit.id)
                )
            ).all()
        assert row.sealed_words is not None
        assert b"Bonjour" not in row.sealed_words
        assert [(each.action, each.detail) for each in records] == [
            ("canned.added", {"shared": True}),
            ("canned.changed", {"shared": True}),
            ("canned.removed", {"shared": True}),
            ("canned.added", {"shared": True}),
        ]
        told = (await lou.get("/api/desk/audit", action="canned.removed")).json()["deeds"]
        assert told[0]["detail"] == {"shared": True}


class TestFilling:
    @pytest.fixture
    def changes(self) -> dict[str, Any]:
        return {"content_dir": CONTENT}

    async def test_name_and_numbers_are_given_in_both_languages(self, still_world: World) -> None:
        sam = await at_work(still_world)
        values = (await sam.get("/api/desk/canned")).json()["values"]
        assert values["fr"]["counsellor"] == "Sam"
        assert (values["fr"]["suicide_line"], values["nl"]["suicide_line"]) == (
            "0800 32 123",
            "1813",
        )
        assert values["nl"]["child_focus"] == "116 000"
        assert set(values["fr"]) == set(values["nl"]) == set(PLACEHOLDERS) - {"helpline", "time"}

    @pytest.mark.parametrize("name", PLACEHOLDERS)
    async def test_a_message_with_one_left_is_refused_and_nobody_joins(
        self, still_world: World, name: str
    ) -> None:
        sam, visitor = await at_work(still_world), await waiting_chat(still_world)
        await sam.does(visitor.chat, "claim")
        refused = await sam.writes(visitor.chat, f"Essaie ici : {{{name}}}")
        assert code_of(refused) == (422, "unfilled")
        assert refused.json()["error"]["placeholder"] == name
        assert (await visitor.view())["state"] == "waiting"

    async def test_other_braces_are_a_persons_own_words(self, still_world: World) -> None:
        sam, visitor = await at_work(still_world), await waiting_chat(still_world)
        await sam.takes_over(visitor.chat)
        assert (await sam.writes(visitor.chat, "{ :-) } {toi}")).status_code == 201


class TestTheStarterSet:
    @pytest.fixture
    def content(self, tmp_path: Path) -> Path:
        folder = tmp_path / "content"
        folder.mkdir(exist_ok=True)
        (folder / "canned_replies.yml").write_text(STARTERS, "utf-8")
        return folder

    @pytest.mark.usefixtures("content")
    async def test_it_is_there_after_the_first_start_and_once(self, settings: Settings) -> None:
        for _ in range(2):
            async with serving(settings) as world:
                await asyncio.gather(*(load_at_first_start(world.services) for _ in range(3)))
                found = await replies(await at_work(world, f"sam{_}"))
                assert [each["shortcut"] for each in found] == ["calm", "hello"]
                assert {each["changed_by"] for each in found} == {None}

    async def test_several_that_load_at_once_load_it_once(
        self, settings: Settings, content: Path
    ) -> None:
        (content / "canned_replies.yml").unlink()
        async with serving(settings) as world:
            (content / "canned_replies.yml").write_text(STARTERS, "utf-8")
            loaded = await asyncio.gather(*(load_starter_replies(world.services) for _ in range(4)))
            assert sum(each.added for each in loaded) == 2
            assert len(await replies(await at_work(world))) == 2

    async def test_a_later_file_renews_what_nobody_changed_and_nothing_else(
        self, settings: Settings, content: Path
    ) -> None:
        async with serving(settings) as world:
            lou = await at_work(world, "lou", StaffRole.LEAD)
            calm, hello = await replies(lou)
            ours = {key: hello[key] for key in ("shortcut", "folder", "nl", "version")}
            await lou.post(f"{SHARED}/{hello['id']}", ours | {"fr": "Salut toi"})
            await lou.post(SHARED, HELLO | {"shortcut": "mine"})
            (content / "canned_replies.yml").write_text(
                STARTERS.replace("Bonjour", "Bien le bonjour").replace("Adem even", "Adem rustig")
                + 'new: {folder: Begin, shortcut: new, fr: "Oui", nl: "Ja", source: none}\n'
                + 'taken: {folder: Begin, shortcut: mine, fr: "Oui", nl: "Ja", source: none}\n',
                "utf-8",
            )
            loaded = await load_starter_replies(world.services)
            assert loaded == Loaded(added=1, renewed=1, kept=2)
            now = {each["shortcut"]: each for each in await replies(lou)}
            assert now["hello"]["fr"] == "Salut toi"
            assert (now["calm"]["nl"], now["calm"]["id"]) == ("Adem rustig", calm["id"])
            assert now["new"]["fr"] == "Oui"
            assert now["mine"]["changed_by"] == "lou"

    @pytest.mark.usefixtures("content")
    async def test_one_that_was_removed_does_not_come_back(self, settings: Settings) -> None:
        async with serving(settings) as world:
            lou = await at_work(world, "lou", StaffRole.LEAD)
            for each in await replies(lou):
                assert (await lou.delete(f"{SHARED}/{each['id']}")).status_code == 204
            assert await load_starter_replies(world.services) == Loaded(kept=2)
            await load_at_first_start(world.services)
            assert await replies(lou) == []
            assert (await lou.post(SHARED, HELLO)).status_code == 201

    async def test_a_broken_file_costs_the_set_and_not_the_start(
        self, settings: Settings, content: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        (content / "canned_replies.yml").write_text("hello: {fr: Bonjour}\n", "utf-8")
        async with serving(settings) as world:
            assert await replies(await at_work(world)) == []
            with pytest.raises(BrokenFileError, match="hello: write folder"):
                await load_starter_replies(world.services)
        assert "canned_replies.yml" in caplog.text

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (("shortcut: calm", "shortcut: hello"), "two replies have the shortcut hello"),
            (('nl: "Dag"', 'nl: ""'), "hello"),
            (('fr: "Bonjour"', 'fr: "{nobody}"'), "hello"),
        ],
    )
    def test_a_mistake_in_the_file_is_named(
        self, tmp_path: Path, change: tuple[str, str], says: str
    ) -> None:
        (tmp_path / "canned_replies.yml").write_text(STARTERS.replace(*change), "utf-8")
        with pytest.raises(BrokenFileError, match=says):
            load_starters(tmp_path, limit_chars=2000)


def test_a_command_loads_what_is_new(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/chat.db", tmp_path)
    for name in ("key_file", "erasure_file", "engine_secret_file", "content_dir"):
        monkeypatch.setenv(name.upper(), str(getattr(settings, name)))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    (settings.engine_secret_file).write_text("secret")
    (settings.content_dir / "canned_replies.yml").write_text(STARTERS, "utf-8")
    assert main(["canned", "load"]) == 0
    assert main(["canned", "load"]) == 0
    out = capsys.readouterr().out
    assert out == "Canned replies: 2 added, 0 renewed.\nCanned replies: 0 added, 0 renewed.\n"


class TestOurOwnSet:
    """The file in the repository, as a child would read it."""

    SET = load_starters(CONTENT, limit_chars=300)
    # Two words for an adult, or blame, or a promise; the rest a person must read.
    NEVER = re.compile(
        r"\b(vous|votre|vos|u|uw|promets|promis|beloof|beloofd|jamais|nooit|garanti|zeker"
        r"|aurais dû|had moeten|pourquoi tu|waarom heb je|tes parents|je ouders)\b",
        re.IGNORECASE,
    )

    def test_there_are_enough_in_several_folders(self) -> None:
        assert len(self.SET) >= 25
        assert len({reply.folder for reply in self.SET.values()}) >= 6

    @pytest.mark.parametrize("name", SET)
    def test_each_is_short_and_says_tu_or_je_without_a_promise(self, name: str) -> None:
        reply = self.SET[name]
        for said in (reply.fr, reply.nl):
            assert len(said) <= 220
            assert not self.NEVER.search(said), said

    @pytest.mark.parametrize("name", SET)
    def test_no_number_is_written_out_that_helplines_hold(self, name: str) -> None:
        reply = self.SET[name]
        for said in (reply.fr, reply.nl):
            bare = said.replace("116000@childfocus.be", "").replace("18", "")
            assert not re.search(r"\d", bare), said


def test_the_document_lists_the_placeholders_that_there_are() -> None:
    page = (CONTENT.parent / "docs/reference/canned-replies.md").read_text("utf-8")
    assert tuple(re.findall(r"^\| `\{(\w+)\}` \|", page, re.MULTILINE)) == PLACEHOLDERS


async def test_nothing_of_a_removed_starter_is_left_in_its_row(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "content" / "canned_replies.yml").write_text(STARTERS, "utf-8")
    async with serving(settings) as world:
        lou = await at_work(world, "lou", StaffRole.LEAD)
        [calm, _] = await replies(lou)
        await lou.delete(f"{SHARED}/{calm['id']}")
        query = text("SELECT shortcut, sealed_words FROM canned_replies WHERE starter = 'calm'")
        async with world.services.database.read() as session:
            assert tuple((await session.execute(query)).one()) == (None, None)
