"""Why a file is not taken."""

MOST_BYTES = 50 * 1024 * 1024
TOO_LARGE = "ไฟล์ใหญ่เกิน 50 MB กรุณาลดขนาดหรือแบ่งเป็นหลายไฟล์"
TWO_IN_ONE = "ไฟล์นี้มีไฟล์อีกชนิดหนึ่งซ่อนต่อท้ายหรือนำหน้าอยู่ จึงไม่รับ ให้เปิดแล้วบันทึกเป็นไฟล์ใหม่"


class Refused(Exception):
    """The file is not taken; the text is the Thai sentence for the person who sent it."""
