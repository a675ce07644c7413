"""Pictures on their way to the clipboard: decoded beside the main thread, as it takes a while."""

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QGuiApplication, QImage

from viewer.session.notice import Notice
from viewer.session.session import Session


class PictureClip(QObject):
    """Puts the session's pictures on the clipboard, and says so."""

    _decoded = Signal(QImage, str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.picture_copied.connect(self._on_copied)
        self._decoded.connect(self._on_decoded)

    def _on_copied(self, raw: bytes, remark: str) -> None:
        def decode() -> None:
            self._decoded.emit(QImage.fromData(raw), remark)

        QThreadPool.globalInstance().start(QRunnable.create(decode))

    def _on_decoded(self, image: QImage, remark: str) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._session.tell(Notice(remark))
