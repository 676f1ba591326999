# The portal in two commands: `make run` and `make test`. Needs Python 3.11+ and make, nothing else.

PYTHON ?= python3
PORT ?= 8000
PYTEST_WORKERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python
VAR := $(or $(ITA_VAR_DIR),var)
SECRET := $(VAR)/secret_key
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)

# A stamp names the Python it was made with, so that a new Python makes a new environment.
RUN_STAMP := $(VENV)/run-$(VERSION).stamp
DEV_STAMP := $(VENV)/dev-$(VERSION).stamp
FONT_STAMP := build/fonts.stamp
STATIC_STAMP := build/static.stamp

export PYTHONUTF8 = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore
# In recipes only by value: an unrelated DEBUG of the shell must not decide.
LOCAL = ITA_LOCAL=1 DEBUG=$(if $(filter 1,$(DEBUG)),1,0) SECRET_KEY="$$(cat $(SECRET))"
MANAGE = $(LOCAL) $(PY) manage.py
# What `make check` pretends to be: a server on the internet with nothing relaxed.
AS_PRODUCTION = ITA_LOCAL=0 DEBUG=0 ALLOWED_HOSTS=ita.example.go.th DATABASE_URL=sqlite://:memory: \
	SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"

# Compiled modules are kept: the tests start some sixty processes, each of which would compile all again.
PYTEST = env -u PYTHONDONTWRITEBYTECODE $(PY) -m pytest -n $(PYTEST_WORKERS) --dist loadgroup

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run manage test check format locale lock clean preflight port

help:
	@echo 'make run [PORT=8000] [DEBUG=1]   เปิดเว็บไซต์ในเครื่องนี้ พร้อมตัวอย่างจริงของ อบต.ปากช่อง'
	@echo 'make test                        ตรวจรูปแบบและทดสอบทั้งหมด'
	@echo 'make check                       ตรวจรูปแบบ ไมเกรชัน และการตั้งค่าใช้งานจริง'
	@echo 'make manage DO="คำสั่ง"            คำสั่งของ manage.py กับฐานข้อมูลของ make run'
	@echo 'make format                      จัดรูปแบบโค้ดและเทมเพลต'
	@echo 'make locale                      แปลงคำแปลใน locale/ ให้ระบบใช้'
	@echo 'make lock                        เขียน requirements*.txt ใหม่จาก requirements*.in'
	@echo 'make clean                       ลบสิ่งที่สร้างใหม่ได้ (ไม่ลบข้อมูลใน var/)'

run: port $(RUN_STAMP) $(SECRET) $(STATIC_STAMP)
	@$(MANAGE) prepare_local_site --origin http://127.0.0.1:$(PORT)
ifeq ($(DEBUG),1)
	@$(LOCAL) exec $(PY) manage.py runserver 127.0.0.1:$(PORT)
else
	@$(LOCAL) exec $(PY) -m gunicorn --bind 127.0.0.1:$(PORT)
endif

manage: preflight $(RUN_STAMP) $(SECRET) $(FONT_STAMP)
	@$(MANAGE) $(DO)

test: check
ifndef POSTGRES_URL
ifeq ($(ITA_REQUIRE_ALL),1)
	@echo 'ITA_REQUIRE_ALL=1 but POSTGRES_URL is not set' >&2; exit 1
endif
	@echo 'ข้ามรอบ PostgreSQL: ไม่ได้ตั้ง POSTGRES_URL (เช่น postgres://user:password@localhost/postgres)'
endif
	@echo '== SQLite: everything'
	@DATABASE_URL= $(PYTEST)
ifdef POSTGRES_URL
	@echo '== PostgreSQL: what touches the database'
	@DATABASE_URL="$(POSTGRES_URL)" $(PYTEST) --database-only
endif

check: preflight $(DEV_STAMP) $(FONT_STAMP)
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@told=$$($(VENV)/bin/lint-imports --no-logo) || { echo "$$told"; exit 1; }
	@$(AS_PRODUCTION) $(PY) -m mypy
	@find templates -name '*.html' -exec $(VENV)/bin/djade --check --target-version 5.2 {} +
	@$(AS_PRODUCTION) $(PY) manage.py makemigrations --check --dry-run
	@$(AS_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

format: preflight $(DEV_STAMP)
	@$(PY) -m ruff check --fix --exit-zero --quiet .
	@$(PY) -m ruff format .
	@find templates -name '*.html' -exec $(VENV)/bin/djade --target-version 5.2 {} + || true

locale: preflight $(DEV_STAMP)
	@$(PY) -c 'import pathlib, polib; [polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo"))) \
		for po in pathlib.Path("locale").rglob("*.po")]'

lock: preflight $(DEV_STAMP)
	@for name in requirements requirements-dev; do \
		$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras \
			--no-header --no-annotate $$name.in -o $$name.txt || exit 1; done

clean:
	rm -rf $(VENV) build .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

preflight:
	@command -v $(PYTHON) >/dev/null || { echo 'ไม่พบ $(PYTHON): ติดตั้ง Python 3.11 ขึ้นไปก่อน' >&2; exit 1; }
	@$(PYTHON) ita_portal/preflight.py

port: preflight
	@$(PYTHON) ita_portal/preflight.py $(PORT)

$(RUN_STAMP): requirements.txt | preflight
	$(call install,requirements.txt)
	@touch $@

$(DEV_STAMP): requirements-dev.txt | preflight
	$(call install,requirements-dev.txt)
	@touch $@ $(RUN_STAMP)

define install
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
		echo 'สร้างสภาพแวดล้อมของ Python ไม่ได้ (Debian/Ubuntu: apt-get install python3-venv)' >&2; exit 1; }
	@echo 'ติดตั้งแพ็กเกจตาม $(1) …'
	@$(PY) -m pip install --quiet --require-hashes -r $(1) || { \
		echo 'ติดตั้งแพ็กเกจไม่สำเร็จ: ครั้งแรกต้องต่ออินเทอร์เน็ต แล้วสั่งใหม่อีกครั้ง' >&2; exit 1; }
endef

$(SECRET):
	@mkdir -p -m 700 $(VAR)
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@.new && mv $@.new $@

$(FONT_STAMP): $(RUN_STAMP) ita_portal/management/commands/build_fonts.py ita_portal/pdf/font.py
	@SECRET_KEY=unused ITA_LOCAL=1 DEBUG=0 $(PY) manage.py build_fonts
	@touch $@

$(STATIC_STAMP): $(FONT_STAMP) $(shell find static 2>/dev/null)
	@SECRET_KEY=unused ITA_LOCAL=1 DEBUG=0 $(PY) manage.py collectstatic --noinput --verbosity=0
	@touch $@
