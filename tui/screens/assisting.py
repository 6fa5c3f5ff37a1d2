"""From the workbench to the assistant: what is said is drafted in a worker, shown, and applied to the editors' texts as
one step. A layer of the workbench."""

import json
from pathlib import Path
from typing import cast

from textual import work
from textual.worker import Worker, get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...assistant.drafts import Request
from ...assistant.preview import Preview
from ...dsl.errors import LeadwrightError
from ..assistance import Assistance, Situation, styled_facts, texts_with
from ..widgets.assistant_pane import AssistantPane, Question
from ..widgets.draft_card import DraftCard
from ..workspace import Document
from .changing import Changing
from .dialogs import Question as Choice


class _StoppedError(Exception):
    """Nobody wants what is being written any more."""


class Assisting(Changing):
    """The workbench with the assistant at its side."""

    assistance: Assistance | None = None
    _drafting: Worker[None] | None = None
    _preview: Preview | None = None
    _may_send = False

    def open_tab(self, name: str) -> None:
        """Show a pane, where there is room for one alone."""

    def focus_pane(self, number: int) -> None:
        """Show a pane and go to it, by its place in ``panes``."""

    # --- to it and back

    @property
    def assistant(self) -> AssistantPane:
        return self.query_one(AssistantPane)

    def action_assistant(self) -> None:
        """To the assistant; from it, hide it and go back to the text."""
        if self.assistant.has_focus_within:
            self.leave_assistant()
        else:
            self.focus_pane(4)
            self._tell_who()

    def leave_assistant(self) -> None:
        self.remove_class("-assisting")
        self.focus_pane(1)

    def _tell_who(self) -> None:
        if self.assistance is None:
            self.assistance = Assistance(self.workspace.root)
        try:
            chosen = self.assistance.choose(self.workspace.project)
        except LeadwrightError as error:
            self.assistant.tell(_told(error), failed=True)
            return
        offline = chosen.drafter.name == "offline"
        self.assistant.tell_drafter("offline: patterns, no AI" if offline else chosen.said.rpartition(": ")[0])
        if chosen.hint and not self.assistant.has_class("-hinted"):
            self.assistant.add_class("-hinted")
            self.assistant.tell(chosen.hint)

    def on_assistant_pane_left(self, event: AssistantPane.Left) -> None:
        event.stop()
        self.focus_pane(1)

    def action_new_conversation(self) -> None:
        """Begin afresh; what was applied stays."""
        self._stop_drafting()
        if self.assistance is not None:
            self.assistance.forget()
        self.assistant.forget()
        self.focus_pane(4)
        self._tell_who()

    # --- saying something

    def on_question_sent(self, event: Question.Sent) -> None:
        event.stop()
        if self.assistant.is_busy:
            self.notify("a draft is being made: esc stops it", timeout=3)
            return
        self._tell_who()
        self._say(event.text)

    @work(group="ask", description="saying something to the assistant")
    async def _say(self, said: str) -> None:
        assistance = self.assistance
        if assistance is None or assistance.chosen is None:
            return
        if assistance.chosen.drafter.name != "offline" and not self._may_send:
            answer = await self.app.push_screen_wait(
                Choice(
                    "This is sent to a language model",
                    f"{assistance.chosen.said}\n\nWhat leaves this computer: what you say (without e-mail addresses, "
                    "telephone numbers and the like), the names and descriptions of the vocabulary, the rules, what "
                    "is wrong with a draft, counts of leads. Never leads, events or values of them.",
                    [("send", "Send"), ("show", "Show exactly what"), ("not", "Cancel")],
                )
            )
            if answer == "show":
                self._show_request(said)
            if answer != "send":
                return
            self._may_send = True
        self.assistant.person_said(said)
        self.assistant.busy("drafting")
        self._drafting = self._draft(said, self._situation())

    def _situation(self) -> Situation:
        editor, workspace = self.editor, self.workspace
        file = None if editor is None else editor.path
        return Situation(workspace.project, workspace.texts(), workspace.text_of, file, self.live)

    @work(thread=True, exclusive=True, group="draft", exit_on_error=False, description="drafting")
    def _draft(self, said: str, now: Situation) -> None:
        worker = cast("Worker[None]", get_current_worker())
        assistance = self.assistance
        assert assistance is not None

        def tell(piece: str) -> None:
            if worker.is_cancelled:
                raise _StoppedError
            self.app.call_from_thread(self.assistant.wrote, piece)

        try:
            preview = assistance.say(said, now, tell)
        except _StoppedError:
            return
        except LeadwrightError as error:
            self._if_wanted(worker, self._failed, _told(error))
        except OSError as error:
            self._if_wanted(worker, self._failed, f"{error.filename}: {error.strerror or error}")
        else:
            self._if_wanted(worker, self._drafted, preview)

    def _if_wanted(self, worker: Worker[None], then: object, what: object) -> None:
        if not worker.is_cancelled:
            self.app.call_from_thread(then, what)  # pyright: ignore[reportArgumentType, reportUnknownMemberType]

    def _drafted(self, preview: Preview) -> None:
        self._drafting = None
        self._preview = preview
        self.assistant.done()
        self.assistant.show(preview.draft, styled_facts(preview), preview.can_be_applied)

    def _failed(self, why: str) -> None:
        self._drafting = None
        self.assistant.done()
        self.assistant.tell(f"✖ {why}", failed=True)

    def on_assistant_pane_stopped(self, event: AssistantPane.Stopped) -> None:
        event.stop()
        if self._stop_drafting():
            self.assistant.tell("stopped")

    def _stop_drafting(self) -> bool:
        drafting, self._drafting = self._drafting, None
        self.assistant.done()
        if drafting is not None:
            drafting.cancel()
        return drafting is not None

    @work(thread=True, exclusive=True, group="draft", exit_on_error=False, description="what would be sent")
    def _show_request(self, said: str) -> None:
        assistance, worker = self.assistance, cast("Worker[None]", get_current_worker())
        assert assistance is not None
        try:
            talk = assistance.ready(self._situation())
            request = Request(said, talk.names, talk.gate.rules_text, talk.turns)
            shown = talk.drafter.request_of(request, talk.gate)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
            text = f"POST {shown.url}\n{json.dumps(shown.body, indent=2, ensure_ascii=False)}"  # pyright: ignore[reportUnknownMemberType]
        except LeadwrightError as error:
            self._if_wanted(worker, self._failed, _told(error))
            return
        self._if_wanted(worker, self._requested, (said, text))

    @work(group="ask", description="showing what would be sent")
    async def _requested(self, found: tuple[str, str]) -> None:
        said, text = found
        answer = await self.app.push_screen_wait(
            Choice("What would be sent", text, [("send", "Send"), ("not", "Cancel")])
        )
        if answer == "send":
            self._may_send = True
            self._say(said)

    # --- an answer to a draft

    async def on_draft_card_taken(self, event: DraftCard.Taken) -> None:
        event.stop()
        preview, assistance = self._preview, self.assistance
        if preview is None or assistance is None or not preview.can_be_applied or preview.draft is not event.card.draft:
            return
        if not assistance.is_about(self._situation()):
            self.notify(
                "the rules were changed since: say it again, and the draft is made for them as they are now",
                title="Not applied", severity="warning", timeout=6,
            )  # fmt: skip
            return
        texts = texts_with(preview, self._text_now)
        rules = preview.edits[0].path
        row = _first_other_row(self.workspace.text_of(rules), texts[rules])
        for path, text in texts.items():
            await self._put(path, text)
        assistance.applied({**self.workspace.texts(), **{path.resolve(): text for path, text in texts.items()}})
        event.card.close("applied")
        await self.open_file(rules, row, focus=False)
        others = [self.workspace.shown(path) for path in texts if path != rules]
        tests = f"; its tests are in {', '.join(others)}" if others else ""
        self.notify(f"in {self.workspace.shown(rules)}, not saved yet{tests}", title="Applied", markup=False, timeout=5)
        self.assistant.question.focus()

    def on_draft_card_rejected(self, event: DraftCard.Rejected) -> None:
        event.stop()
        event.card.close("rejected")
        self.assistant.question.focus()

    def _text_now(self, path: Path) -> str | None:
        return self.workspace.text_of(path) if path in self.workspace.documents or path.is_file() else None

    async def _put(self, path: Path, text: str) -> None:
        """A text into its editor, as one step that can be undone."""
        editor = self.pane.editors.get(path)
        if editor is None:
            front = self.editor
            if not path.exists():
                self.workspace.documents.setdefault(path, Document(path, "", ""))
            await self.open_file(path, focus=False)
            editor = self.pane.editors.get(path)
            if front is not None:
                await self.open_file(front.path, focus=False)
        if editor is not None and not editor.read_only:
            editor.put(text)


def _first_other_row(before: str, after: str) -> int | None:
    """The row of the first line that is another one."""
    old = before.splitlines()
    return next((row for row, line in enumerate(after.splitlines()) if row >= len(old) or old[row] != line), None)


def _told(error: LeadwrightError) -> str:
    return error.message + (f"\n→ {error.help}" if error.help else "")
