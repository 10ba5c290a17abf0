"""All tables and views of the contract, in published order: the one list that staging, publishing, documentation and checks read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from transforms.extract.agreements import Agreement
from transforms.extract.awards import Award
from transforms.extract.dates import Date
from transforms.extract.event_documents import EventDocument
from transforms.extract.event_participants import EventParticipant
from transforms.extract.mentions import Mention
from transforms.extract.outputs import Output
from transforms.extract.positions import Position
from transforms.extract.publications import Publication
from transforms.extract.quantities import Quantity
from transforms.extract.statements import Statement
from transforms.model.check import Check
from transforms.model.document import DocumentRow, Repair, Segment
from transforms.model.page import Quarantine, Source
from transforms.model.rows import Table
from transforms.model.run import Run
from transforms.resolve import Duplicate, Entity, Event, Merge

VIEWS_FOLDER = Path(__file__).parents[1] / "warehouse" / "views"
CHECKS_FOLDER = VIEWS_FOLDER.with_name("checks")


class Fact(msgspec.Struct, frozen=True):
    """Every row of every fact table in one shape: who or what, what is said of it, and what that is."""

    document_id: Annotated[str, "The document that states it."]
    subject: Annotated[str | None, "Who or what the fact is about; NULL where the text does not say."]
    subject_id: Annotated[str | None, "Its entity or event: entities.entity_id, events.event_id."]
    predicate: Annotated[str, "What is said of the subject, such as start_date, host, position, received or counts."]
    object: Annotated[str | None, "What the subject is, has or does, as the text writes it."]
    object_id: Annotated[str | None, "The entity or event that the object is."]
    event_id: Annotated[str | None, "The event it is told of or came about at: events.event_id."]
    value: Annotated[float | None, "The number, where the object is one."]
    unit: Annotated[str | None, "The unit or currency of value."]
    valid_from: Annotated[date | None, "First day the fact is about, where the row states one."]
    valid_to: Annotated[date | None, "Last day (inclusive)."]
    evidence: Annotated[str, "The words that state it."]
    text_start: Annotated[int, "First character of the evidence in documents.text."]
    text_end: Annotated[int, "Its end (exclusive)."]
    raw_start: Annotated[int, "First code point of the evidence in the decoded source."]
    raw_end: Annotated[int, "Its end (exclusive)."]
    sentence_start: Annotated[int, "First character of its sentence in documents.text."]
    sentence_end: Annotated[int, "Its end (exclusive)."]
    confidence: Annotated[float, "Probability that a careful reader would state the same."]
    table_name: Annotated[str, "The table the row comes from."]
    row_no: Annotated[int, "Its number in that table, within the document."]


class Moment(msgspec.Struct, frozen=True):
    """Who did what, where and when: every fact that has a date, with the place and the entities it is told of."""

    document_id: Annotated[str, "The document that states it."]
    start_date: Annotated[date | None, "First day; NULL where it only ends (2030年前)."]
    end_date: Annotated[date | None, "Last day (inclusive); NULL where it only begins (自2017年起)."]
    dated_by: Annotated[
        Literal["fact", "event", "sentence"], "Whether the row itself says when, the event it belongs to, or the date beside it in its sentence."
    ]
    subject: Annotated[str | None, "Who or what it is about; NULL where the text does not say."]
    subject_id: Annotated[str | None, "Its entity or event: entities.entity_id, events.event_id."]
    predicate: Annotated[str, "What is said of the subject: held, host, position, received, mentioned_as …; as in facts."]
    object: Annotated[str | None, "What the subject is, has or does, as the text writes it."]
    object_id: Annotated[str | None, "The entity or event that the object is."]
    event_id: Annotated[str | None, "The event it is told of or came about at: events.event_id."]
    value: Annotated[float | None, "The number, where the object is one."]
    unit: Annotated[str | None, "The unit or currency of value."]
    place: Annotated[str | None, "The city of the event, else the place named beside it in the sentence, as its entity is called: 上海 is 上海市."]
    place_id: Annotated[str | None, "Its entity: entities.entity_id, with code and coordinates there."]
    evidence: Annotated[str, "The words that state it."]
    text_start: Annotated[int, "First character of the evidence in documents.text."]
    text_end: Annotated[int, "Its end (exclusive)."]
    raw_start: Annotated[int, "First code point of the evidence in the decoded source."]
    raw_end: Annotated[int, "Its end (exclusive)."]
    sentence_start: Annotated[int, "First character of its sentence in documents.text."]
    sentence_end: Annotated[int, "Its end (exclusive)."]
    confidence: Annotated[float, "Probability of the fact, or of the date where that is the lesser."]
    table_name: Annotated[str, "The table the row comes from."]
    row_no: Annotated[int, "Its number in that table, within the document."]


class Conflict(msgspec.Struct, frozen=True):
    """Two documents that contradict each other about one event or one edition of a publication: the first of those that say either."""

    subject: Annotated[str, "The event or publication, with year or edition."]
    predicate: Annotated[str, "What they disagree on, such as city, start_date, theme or n_cases."]
    document_id_a: Annotated[str, "One document; always the smaller id."]
    object_a: Annotated[str, "What it says."]
    evidence_a: Annotated[str, "Its sentence."]
    document_id_b: Annotated[str, "The other document."]
    object_b: Annotated[str, "What that says."]
    evidence_b: Annotated[str, "Its sentence."]


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("runs", Run, ("run_id",)),
        Table("checks", Check, ("run_id", "name")),
        Table("quarantine", Quarantine, ("source_path",)),
        Table("sources", Source, ("source_path",)),
        Table("documents", DocumentRow, ("document_id",)),
        Table("segments", Segment, ("document_id", "segment_no"), "segment_no"),
        Table("repairs", Repair, ("document_id", "repair_no"), "repair_no"),
        Table("mentions", Mention, ("document_id", "mention_no"), "mention_no"),
        Table("entities", Entity, ("entity_id",)),
        Table("dates", Date, ("document_id", "date_no"), "date_no"),
        Table("quantities", Quantity, ("document_id", "quantity_no"), "quantity_no"),
        Table("positions", Position, ("document_id", "position_no"), "position_no"),
        Table("events", Event, ("event_id",)),
        Table("event_documents", EventDocument, ("document_id", "event_document_no"), "event_document_no"),
        Table("event_participants", EventParticipant, ("document_id", "participant_no"), "participant_no"),
        Table("publications", Publication, ("document_id", "publication_no"), "publication_no"),
        Table("outputs", Output, ("document_id", "output_no"), "output_no"),
        Table("awards", Award, ("document_id", "award_no"), "award_no"),
        Table("agreements", Agreement, ("document_id", "agreement_no"), "agreement_no"),
        Table("statements", Statement, ("document_id", "statement_no"), "statement_no"),
        Table("entity_merges", Merge, ("id",)),
        Table("event_merges", Merge, ("id",)),
    )
}

# What resolution found, kept in the lake only: a release shows the tables above with these applied.
RESOLUTION: dict[str, Table] = {"duplicates": Table("duplicates", Duplicate, ("document_id",))}

VIEWS: dict[str, Table] = {
    view.name: view
    for view in (
        Table("facts", Fact, ("document_id", "table_name", "row_no", "predicate")),
        Table("timeline", Moment, ("document_id", "table_name", "row_no", "predicate")),
        Table("conflicts", Conflict, ("subject", "predicate", "document_id_a", "document_id_b", "object_a", "object_b")),
    )
}


def view_sql(name: str) -> str:
    """Return the SELECT statement of a view, over the tables and the views before it by their names."""
    return (VIEWS_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
