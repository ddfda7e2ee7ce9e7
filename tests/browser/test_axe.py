"""Each page and each state of a page, by axe-core: light and dark, on a laptop and on a phone."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.chat import THREAT, choices, log, open_chat, write
from tests.browser.conftest import DESK, PHONE, open_context
from tests.browser.desk import close, log_in, log_in_as, row_of
from tests.support.stack import Login, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Page

    from tests.support.stack import Stack

    type State = Callable[["Place"], Page]

MEETING = "jparle avc un gars de 24 ans sur snap, on se voit vendredi apres lecole"
TAKE, JOIN = "Prendre en charge", "Rejoindre le chat"
OWN_WORDS = "quatre chevaux lents devant ma porte"


class Place:
    """A product, and browsers that share nothing, opened as a state asks for them."""

    def __init__(self, chromium: Browser, stack: Stack, ends: ExitStack) -> None:
        self._chromium = chromium
        self._stack = stack
        self._ends = ends

    def blank(self, viewport: dict[str, int] = DESK) -> Page:
        context = open_context(self._chromium, self._stack, viewport=viewport)
        return self._ends.enter_context(context).new_page()

    def visitor(self) -> Page:
        page = self.blank(PHONE)
        open_chat(page)
        return page

    def staff(self, role: str = "counsellor", path: str = "/desk/") -> Page:
        page = log_in(self.blank().context, self._stack, role=role, path=path)
        expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
        return page

    def login(self, role: str) -> Login:
        return self._stack.login(role)

    def newcomer(self) -> tuple[Page, Login]:
        """Let an admin make an account; gives the page of its first login."""
        admin = _adding(self)
        dialog = admin.get_by_role("dialog")
        name = f"kim{secrets.randbelow(10**6)}"
        dialog.get_by_label("Nom").fill(name)
        dialog.get_by_role("button", name="Nouveau compte").click()
        password = dialog.locator("code").inner_text()
        page = self.blank()
        login = Login(role="counsellor", name=name, password=password)
        log_in_as(page, login, path="/desk/")
        expect(page.get_by_role("heading", name="Avant de commencer")).to_be_visible()
        return page, login


@pytest.fixture(scope="module")
def own_stack(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    settings = {"CHATS_PER_COUNSELLOR": "100"}
    with running(tmp_path_factory.mktemp("axe"), settings=settings, engine_of=stack) as own:
        yield own


@pytest.fixture
def place(chromium: Browser, own_stack: Stack) -> Iterator[Place]:
    with ExitStack() as ends:
        yield Place(chromium, own_stack, ends)


def breaks_no_rule(page: Page) -> None:
    found: list[str] = []
    for viewport in (DESK, PHONE):
        page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        for colours in ("light", "dark"):
            page.emulate_media(color_scheme=colours)
            look = f"{colours}, {viewport['width']}"
            found += [f"{look}: {each}" for each in findings(page, only_colours=colours == "dark")]
    assert not found, "\n".join(found)


# --- the visitor's page ---


def _language(place: Place) -> Page:
    page = place.blank(PHONE)
    page.goto("/widget/")
    expect(page.get_by_role("group").get_by_role("button", name="Nederlands")).to_be_visible()
    return page


def _more(place: Place) -> Page:
    page = place.visitor()
    log(page).get_by_text("En savoir plus").click()
    return page


def _chat(place: Place) -> Page:
    page = place.visitor()
    write(page, THREAT)
    expect(choices(page).first).to_be_visible()
    return page


def _unsent(place: Place) -> Page:
    page = place.visitor()
    page.route("**/messages", lambda route: route.abort())
    write(page, THREAT)
    expect(log(page).get_by_role("alert")).to_contain_text("Pas envoyé")
    return page


def _menu(place: Place) -> Page:
    page = place.visitor()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("heading", name="Menu")).to_be_visible()
    return page


def _plan(place: Place) -> Page:
    page = _chat(place)
    page.get_by_role("button", name="Plan").click()
    page.get_by_text("Plus tard").click()
    return page


def _entry(name: str, *then: str) -> State:
    def state(place: Place) -> Page:
        page = _menu(place)
        for each in (name, *then):
            page.get_by_role("dialog").get_by_role("button", name=each, exact=True).click()
        return page

    return state


def _wrong_code(place: Place) -> Page:
    page = _entry("J'ai un code")(place)
    page.get_by_role("textbox", name="Ton code").fill("abcde-fghjk")
    page.get_by_role("button", name="Retrouver ma conversation").click()
    expect(page.get_by_role("alert")).to_contain_text("Aucune conversation")
    return page


def _asks_for_a_human(place: Place) -> Page:
    page = _chat(place)
    page.get_by_role("button", name="Parler à un humain").click()
    expect(page.get_by_role("button", name="Un humain est prévenu")).to_be_visible()
    return page


def _waiting(place: Place) -> Page:
    page = _asks_for_a_human(place)
    expect(page.get_by_text("Tu attends un humain.")).to_be_visible()
    return page


def _question(place: Place) -> tuple[Page, Page]:
    page = place.visitor()
    write(page, MEETING)
    desk = place.staff()
    row_of(desk, page).click()
    desk.get_by_role("button", name=TAKE).click()
    expect(page.get_by_role("group", name="Ta réponse").get_by_role("button")).to_have_count(2)
    expect(desk.get_by_role("region", name="Question posée, attend la réponse")).to_be_visible()
    return page, desk


def _declined(place: Place) -> tuple[Page, Page]:
    page, desk = _question(place)
    desk.get_by_role("textbox", name="Votre message").fill("Bonjour")
    page.get_by_role("button", name="Pas maintenant").click()
    expect(page.get_by_text("Tu as dit : pas maintenant.")).to_be_visible()
    expect(desk.get_by_text("Réponse : pas maintenant")).to_be_visible()
    return page, desk


def _taken(place: Place) -> tuple[Page, Page]:
    page, desk = _asks_for_a_human(place), place.staff()
    row_of(desk, page).click()
    desk.get_by_role("button", name=TAKE).click()
    expect(desk.get_by_role("textbox", name="Votre message")).to_be_visible()
    return page, desk


def _talking(place: Place) -> tuple[Page, Page]:
    page, desk = _taken(place)
    desk.get_by_role("button", name=JOIN).click()
    expect(page.get_by_role("button", name="Un humain te répond")).to_be_visible()
    _says(desk, "Bonjour, j'ai lu ce que tu as écrit.")
    expect(log(page)).to_contain_text("j'ai lu")
    write(page, "merci d'être là")
    expect(desk.get_by_role("log")).to_contain_text("merci d'être là")
    return page, desk


def _closed(place: Place) -> tuple[Page, Page]:
    page, desk = _talking(place)
    close(desk)
    expect(page.get_by_text("Ce chat est fermé")).to_be_visible()
    return page, desk


def _of(states: Callable[[Place], tuple[Page, Page]], which: int) -> State:
    return lambda place: states(place)[which]


def _demo(place: Place) -> Page:
    page = place.blank()
    page.goto("/")
    page.wait_for_load_state("networkidle")
    return page


VISITOR: dict[str, State] = {
    "demo": _demo,
    "language": _language,
    "welcome": Place.visitor,
    "more": _more,
    "chat": _chat,
    "unsent": _unsent,
    "menu": _menu,
    "plan": _plan,
    "code": _entry("Revenir plus tard"),
    "code_shown": _entry("Revenir plus tard", "Montrer mon code"),
    "return": _entry("J'ai un code"),
    "return_wrong": _wrong_code,
    "feedback": _entry("Donner mon avis"),
    "erase": _entry("Effacer ma conversation"),
    "erased": _entry("Effacer ma conversation", "Oui, tout effacer"),
    "waiting": _waiting,
    "asked_to_join": _of(_question, 0),
    "declined": _of(_declined, 0),
    "human": _of(_talking, 0),
    "closed": _of(_closed, 0),
}

# --- the desk ---


def _login(place: Place) -> Page:
    page = place.blank()
    page.goto("/desk/")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_contain_text("Remplissez")
    return page


def _first_password(place: Place) -> Page:
    return place.newcomer()[0]


def _sets_up_the_code(place: Place) -> tuple[Page, Login, str]:
    page, login = place.newcomer()
    for field, words in (("old", login.password), ("new", OWN_WORDS), ("again", OWN_WORDS)):
        page.locator(f"#{field}").fill(words)
    page.get_by_role("button", name="Changer le mot de passe").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    return page, login, page.locator("code").inner_text().replace(" ", "")


def _first_code(place: Place) -> Page:
    return _sets_up_the_code(place)[0]


def _keeps_the_codes(place: Place) -> tuple[Page, Login]:
    page, login, secret = _sets_up_the_code(place)
    page.get_by_role("textbox").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("button", name="Je les ai gardés")).to_be_visible()
    return page, login


def _first_recovery_codes(place: Place) -> Page:
    return _keeps_the_codes(place)[0]


def _login_code(place: Place) -> Page:
    _, login = _keeps_the_codes(place)
    page = place.blank()
    log_in_as(page, Login(login.role, login.name, OWN_WORDS), path="/desk/")
    expect(page.get_by_label("Code à six chiffres")).to_be_visible()
    return page


def _preview(place: Place) -> Page:
    page, desk = _asks_for_a_human(place), place.staff()
    row_of(desk, page).click()
    expect(desk.get_by_role("button", name=TAKE)).to_be_visible()
    return desk


def _offer(place: Place) -> Page:
    # Whoever else is free may be shown it first; all pass it on, until it is here.
    desk = place.staff()
    _asks_for_a_human(place)
    expect(desk.get_by_role("region", name="Pour vous")).to_be_visible()
    return desk


def _door_closed(place: Place) -> Page:
    desk = place.staff("lead")
    desk.get_by_role("button", name="Fermer ma porte").click()
    expect(desk.get_by_text("Votre porte est fermée : pas de nouveaux chats.")).to_be_visible()
    return desk


def _duty(place: Place) -> Page:
    desk = place.staff("lead")
    desk.locator("summary.duty__now").click()
    expect(desk.get_by_role("group", name="Où êtes-vous ?")).to_be_visible()
    return desk


def _pressed(*names: str, role: str = "counsellor", path: str = "/desk/") -> State:
    """Press one button after the other on the page of this role."""

    def state(place: Place) -> Page:
        page = place.staff(role, path)
        for name in names:
            page.get_by_role("button", name=name).first.click()
        return page

    return state


def _dialog(button: str) -> State:
    """Open this dialog of a chat that one talks in."""

    def state(place: Place) -> Page:
        _, desk = _talking(place)
        desk.get_by_role("button", name=button, exact=True).click()
        expect(desk.get_by_role("dialog")).to_be_visible()
        return desk

    return state


def _list_in_the_box(button: str) -> State:
    def state(place: Place) -> Page:
        _, desk = _talking(place)
        desk.get_by_role("button", name=button).first.click()
        expect(desk.get_by_role("listbox").get_by_role("option").first).to_be_visible()
        return desk

    return state


def _stopped(place: Place) -> Page:
    _, desk = _talking(place)
    _says(desk, "appelle-moi au 0478 12 34 56")
    expect(desk.get_by_role("alert").filter(has_text="un numéro de téléphone")).to_be_visible()
    return desk


def _told_on_the_board(place: Place) -> Page:
    _stopped(place)
    lead = _board(place)
    told = lead.get_by_role("region", name="Pour la personne responsable")
    told.get_by_role("button", name="Lire les mots").first.click()
    expect(told).to_contain_text("0478")
    return lead


def _refused(desk: Page, path: str, code: str) -> None:
    """Refuse what this page asks for there, as the service does when a colleague was quicker or it is full."""
    refusal = {"error": {"code": code, "message": code, "by": "lou"}}
    desk.route(path, lambda route: route.fulfill(status=409, json=refusal))


def _limit_reached(place: Place) -> Page:
    desk = _preview(place)
    _refused(desk, "**/claim", "at_limit")
    desk.get_by_role("button", name=TAKE).click()
    expect(desk.get_by_role("button", name="En prendre un de plus")).to_be_visible()
    return desk


def _says(desk: Page, text: str) -> None:
    box = desk.get_by_role("textbox", name="Votre message")
    box.fill(text)
    box.press("Enter")


def _not_sent(place: Place) -> Page:
    _, desk = _talking(place)
    desk.route("**/messages", lambda route: route.abort())
    _says(desk, "Tu es seul maintenant ?")
    expect(desk.get_by_role("button", name="Renvoyer")).to_be_visible()
    return desk


def _draft_lost(place: Place) -> Page:
    _, desk = _talking(place)
    _refused(desk, "**/messages", "claim_lost")
    _says(desk, "Tu es seul maintenant ?")
    lost = desk.get_by_role("alert").filter(has_text="Repris par lou")
    expect(lost).to_contain_text("Tu es seul maintenant ?")
    return desk


def _lowering(place: Place) -> tuple[Page, Page]:
    page = place.visitor()
    write(page, "je veux mourir")
    desk = place.staff()
    row_of(desk, page).click()
    desk.get_by_role("button", name="Corriger le niveau").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("radio", name="Normal").check()
    dialog.get_by_label("Pourquoi baisser").select_option("misread")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(desk.get_by_role("button", name="Retirer ma proposition")).to_be_visible()
    return page, desk


def _confirms(place: Place) -> Page:
    page, _ = _lowering(place)
    lead = place.staff("lead")
    row_of(lead, page).click()
    lead.get_by_role("button", name="Lire pourquoi").click()
    expect(lead.get_by_role("button", name="Oui, baisser")).to_be_visible()
    expect(lead.get_by_text("Pas d’autres mots.")).to_be_visible()
    return lead


def _reasoning(place: Place) -> tuple[Page, Page]:
    page, desk = _talking(place)
    lead = place.staff("lead")
    row_of(lead, page).click()
    lead.get_by_role("button", name="Lire avec…").click()
    expect(lead.get_by_role("dialog")).to_be_visible()
    return lead, desk


def _along(place: Place) -> tuple[Page, Page]:
    lead, desk = _reasoning(place)
    dialog = lead.get_by_role("dialog")
    dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="Lire avec", exact=True).click()
    expect(lead.get_by_text("Vous lisez avec sam.")).to_be_visible()
    lead.get_by_role("textbox").fill("Demande d'abord si elle est seule.")
    lead.get_by_role("button", name="Souffler").click()
    expect(desk.get_by_text("Demande d'abord si elle est seule.")).to_be_visible()
    return lead, desk


def _locked(place: Place) -> Page:
    _, desk = _talking(place)
    other = place.staff()
    other.get_by_role("button", name="Mon compte").click()
    other.get_by_role("button", name="Déconnecter partout ailleurs").click()
    expect(desk.get_by_role("dialog", name="Se reconnecter")).to_be_visible()
    return desk


def _board(place: Place) -> Page:
    lead = _pressed("Tableau", role="lead")(place)
    expect(lead.get_by_role("table", name="Qui est là")).to_be_visible()
    return lead


def _audit(place: Place) -> Page:
    lead = _pressed("Registre", role="lead")(place)
    expect(lead.get_by_role("table")).to_be_visible()
    return lead


def _adding(place: Place) -> Page:
    admin = _pressed("Nouveau compte", role="admin")(place)
    expect(admin.get_by_role("dialog")).to_be_visible()
    return admin


def _forbidden(place: Place) -> Page:
    page = place.staff("trainer")
    expect(page.get_by_role("alert")).to_be_visible()
    return page


def _trainer(place: Place) -> Page:
    trainer = place.staff("trainer", "/trainer/")
    expect(trainer.get_by_role("navigation")).to_be_visible()
    return trainer


def _review(place: Place) -> Page:
    _closed(place)
    trainer = _trainer(place)
    trainer.get_by_role("navigation").get_by_role("button").filter(has_text="argent").first.click()
    expect(trainer.get_by_role("region", name="Ce que le robot a compris").first).to_be_visible()
    return trainer


STAFF: dict[str, State] = {
    "login": _login,
    "login_code": _login_code,
    "first_password": _first_password,
    "first_code": _first_code,
    "first_recovery_codes": _first_recovery_codes,
    "forbidden": _forbidden,
    "desk": Place.staff,
    "shortcuts": _pressed("Raccourcis clavier"),
    "alarm": _pressed("Alarme"),
    "duty": _duty,
    "door_closed": _door_closed,
    "offer": _offer,
    "preview": _preview,
    "limit_reached": _limit_reached,
    "lowering": _of(_lowering, 1),
    "lowering_confirmed": _confirms,
    "asked": _of(_question, 1),
    "declined": _of(_declined, 1),
    "taken": _of(_taken, 1),
    "talking": _of(_talking, 1),
    "stopped": _stopped,
    "not_sent": _not_sent,
    "draft_lost": _draft_lost,
    "replies_in_the_box": _list_in_the_box("Réponses préparées"),
    "helplines_in_the_box": _list_in_the_box("Services d’aide"),
    "correct": _dialog("Corriger"),
    "handback": _dialog("Rendre au robot"),
    "close": _dialog("Clore"),
    "abuse_image": _dialog("Image d’abus possible"),
    "misuse": _dialog("Abus de la ligne"),
    "along_reason": _of(_reasoning, 0),
    "along": _of(_along, 0),
    "whispered": _of(_along, 1),
    "locked": _locked,
    "board": _board,
    "board_told": _told_on_the_board,
    "audit": _audit,
    "replies": _pressed("Réponses", role="lead"),
    "reply_new": _pressed("Réponses", "Nouvelle réponse", role="lead"),
    "reply_remove": _pressed("Réponses", "Supprimer /", role="lead"),
    "account": _pressed("Mon compte"),
    "account_code": _pressed("Mon compte", "Mettre en place"),
    "admin": _pressed(role="admin"),
    "admin_new": _adding,
    "admin_change": _pressed("Modifier", role="admin"),
    "admin_replies": _pressed("Réponses", role="admin"),
    "trainer": _trainer,
    "review": _review,
}


def _cases(states: dict[str, State]) -> Sequence[object]:
    return [pytest.param(state, id=name) for name, state in states.items()]


@pytest.mark.parametrize("state", _cases(VISITOR))
def test_what_a_visitor_sees_breaks_no_rule(place: Place, state: State) -> None:
    breaks_no_rule(state(place))


@pytest.mark.parametrize("state", _cases(STAFF))
def test_what_staff_see_breaks_no_rule(place: Place, state: State) -> None:
    breaks_no_rule(state(place))
