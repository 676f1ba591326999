"""Why a file is not taken."""

MOST_BYTES = 50 * 1024 * 1024
TOO_LARGE = "ไฟล์ใหญ่เกิน 50 MB กรุณาลดขนาดหรือแบ่งเป็นหลายไฟล์"


class Refused(Exception):
    """The file is not taken; the text is the Thai sentence for the person who sent it."""
