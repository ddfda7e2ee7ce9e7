"""Who may call what: one line per route of staff. A route that is not in the table is refused.

trust.md: counsellors see the queue and their own chats (whose they are is checked where the chat
is opened: `service.usecases.claims`); the level of any chat that waits they may correct, and answer
a colleague's proposal to lower one (`service.usecases.correcting`, `lowering`). Trainers see closed, redacted chats only. An admin keeps
accounts and looks after the audit, and reads no child's words.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.staff import StaffRole

_COUNSELLOR = frozenset({StaffRole.COUNSELLOR})
_TRAINER = frozenset({StaffRole.TRAINER})
_ADMIN = frozenset({StaffRole.ADMIN})
_STAFF = frozenset(StaffRole)
_SECOND = frozenset({StaffRole.COUNSELLOR})  # whose yes lowers a chat from `life`
_BOARD = frozenset({StaffRole.COUNSELLOR, StaffRole.ADMIN})  # names and counts, no chat


@dataclass(frozen=True)
class Right:
    """One route of the table.

    `roles` is empty for the one call that needs no session. `changes`: the call needs the CSRF
    token. `uses`: a person does something, which keeps the session from its idle lock; what a page
    asks for by itself does not.
    """

    roles: frozenset[StaffRole]
    changes: bool = False
    uses: bool = True


_CHAT = "/api/desk/chats/{chat}"

RIGHTS: dict[tuple[str, str], Right] = {
    ("POST", "/api/desk/session"): Right(frozenset()),
    ("GET", "/api/desk/session"): Right(_STAFF),
    ("DELETE", "/api/desk/session"): Right(_STAFF, changes=True),
    ("GET", "/api/openapi.json"): Right(_STAFF),
    ("GET", "/api/desk/queue"): Right(_COUNSELLOR, uses=False),
    ("GET", "/api/desk/queue/stream"): Right(_COUNSELLOR, uses=False),
    ("GET", "/api/desk/board"): Right(_BOARD, uses=False),
    ("GET", "/api/desk/board/stream"): Right(_BOARD, uses=False),
    ("GET", _CHAT): Right(_COUNSELLOR, uses=False),
    ("GET", f"{_CHAT}/stream"): Right(_COUNSELLOR, uses=False),
    ("POST", f"{_CHAT}/claim"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/heartbeat"): Right(_COUNSELLOR, changes=True, uses=False),
    ("POST", f"{_CHAT}/join"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/messages"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/typing"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/seen"): Right(_COUNSELLOR, changes=True, uses=False),
    ("POST", f"{_CHAT}/release"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/safety-answered"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/level"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/topic"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/signals"): Right(_COUNSELLOR, changes=True),
    ("GET", f"{_CHAT}/lowering"): Right(_SECOND),
    ("POST", f"{_CHAT}/lowering"): Right(_SECOND, changes=True),
    ("POST", f"{_CHAT}/handback"): Right(_COUNSELLOR, changes=True),
    ("POST", f"{_CHAT}/close"): Right(_COUNSELLOR, changes=True),
    ("GET", "/api/desk/staff"): Right(_ADMIN),
    ("GET", "/api/desk/audit"): Right(_ADMIN),
    ("GET", "/api/trainer/chats"): Right(_TRAINER),
    ("GET", "/api/trainer/chats/{review}"): Right(_TRAINER),
}
