"""Closed chats for trainers, redacted."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from service.usecases.review import list_reviews, read_review
from service.web.desk.guard import By
from service.web.serving import Serving
from service.web.trainer.shapes import Reviews, ReviewWithEvents

router = APIRouter(prefix="/api/trainer", tags=["trainer"])
ReviewId = Annotated[str, Path(max_length=64)]


@router.get("/chats", response_model=Reviews)
async def reviews(by: By, services: Serving) -> dict[str, Any]:
    """List the closed chats."""
    return {"chats": await list_reviews(services, by.member)}


@router.get("/chats/{review}", response_model=ReviewWithEvents, response_model_exclude_unset=True)
async def read(review: ReviewId, by: By, services: Serving) -> dict[str, Any]:
    """Read a closed chat with the reading of each message."""
    return await read_review(services, by.member, review)
