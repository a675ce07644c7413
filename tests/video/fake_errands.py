"""Fetch workers that do what a test tells them, in place of processes."""

from viewer.worker.errand import Ending


class FakeErrand:
    """A worker that was sent out; says what a test makes it say, and ends when it may."""

    def __init__(self, question, on_news, on_ended):
        self.question, self._on_news, self._on_ended = question, on_news, on_ended
        self.heard, self.is_stopped, self.is_gone = [], False, False

    @property
    def id(self):
        return self.question["id"]

    def say(self, line):
        self.heard.append(line)

    def stop(self):
        self.is_stopped = True

    def end(self):
        self.goes()

    def reports(self, kind, **more):
        self._on_news({"news": kind, **more})
        return self

    def resolves(self, size_bytes=1000, **more):
        return self.reports("resolving").reports("resolved", size_bytes=size_bytes, **more)

    def fails(self, failure, **more):
        return self.reports("failed", failure=failure, **more)

    def goes(self, code=0, last_words=""):
        if not self.is_gone:
            self.is_gone = True
            self._on_ended(Ending(code, last_words))

    @property
    def may_go(self):
        return {"do": "go"} in self.heard


class FakeErrands:
    """Sends them out; `out` are those that have not ended."""

    def __init__(self):
        self.sent = []
        self.refusal = None

    def __call__(self, question, on_news, on_ended):
        if self.refusal:
            raise self.refusal
        errand = FakeErrand(question, on_news, on_ended)
        self.sent.append(errand)
        return errand

    @property
    def out(self):
        return [errand for errand in self.sent if not errand.is_gone]

    def of(self, video_id):
        return next(errand for errand in reversed(self.sent) if errand.id == video_id)
