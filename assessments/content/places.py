"""Where in a published content a text or a document stands, in Thai ("ข้อ O12 ลิงก์ลำดับ 1 ชื่อที่แสดง"). Pure."""

from collections.abc import Iterator

from assessments.content.shapes import Content, Row

SOMEWHERE = "เนื้อหา"
FIELD_NAMES = {
    "label": "ชื่อที่แสดง",
    "url": "ที่อยู่",
    "eit_url": "ลิงก์แบบวัด EIT",
    "note": "หมายเหตุ",
    "name": "ชื่อไฟล์",
    "explanation": "คำอธิบาย",
    "title": "ชื่อเอกสาร",
    "introduction": "บทนำ",
    "analysis": "บทวิเคราะห์",
    "text": "ข้อความมาตรการ",
    "weak_point": "จุดอ่อนที่แก้",
    "responsible": "ผู้รับผิดชอบ",
    "steps": "ขั้นตอน",
    "monitoring": "การกำกับติดตาม",
    "source": "แหล่งที่มา",
    "requirements": "องค์ประกอบ",
}


def texts_in(content: Content) -> Iterator[tuple[str, str, str]]:
    """Every text of a content as (place, key it stands under, text), in the order of the content."""
    return _texts(content, (), "")


def documents_in(content: Content) -> Iterator[tuple[str, Row]]:
    """Every document a content publishes as (place of its link, what the content says of the file)."""
    return _documents(content, ())


def _texts(value: object, above: tuple[str, ...], key: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, str):
        yield " ".join(above) or SOMEWHERE, key, value
    elif isinstance(value, dict):
        named = (*above, *_row_name(value))
        for inner, part in value.items():
            yield from _texts(part, (*named, *_field_name(inner)), inner)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, above, key)


def _documents(value: object, above: tuple[str, ...]) -> Iterator[tuple[str, Row]]:
    if isinstance(value, dict):
        named = (*above, *_row_name(value))
        for key, part in value.items():
            if key == "document" and part and "sha256" in part:
                yield " ".join(named), part
            else:
                yield from _documents(part, named)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _documents(part, above)


def _row_name(row: Row) -> tuple[str, ...]:
    if "position" in row:
        return (f"ลิงก์ลำดับ {row['position']}",)
    if "order" in row:
        return (f"ตัวชี้วัดที่ {row.get('indicator')} มาตรการลำดับ {row['order']}",)
    if "answer" in row:
        return (f"ข้อ {row['code']}",)
    return (row["code"],) if "analysis" in row else ()


def _field_name(key: str) -> tuple[str, ...]:
    return (FIELD_NAMES[key],) if key in FIELD_NAMES else ()
