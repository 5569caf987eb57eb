# Every word is a script in bin/ and works from there alike.
PORT ?= 8000
MAIL_PORT ?= 8025
export PORT MAIL_PORT

.PHONY: help setup run test lint format messages smoke bench

help:
	@echo 'make run       set up and start everything: http://localhost:$(PORT), mail on port $(MAIL_PORT)'
	@echo '               other ports: make run PORT=9000 MAIL_PORT=9025'
	@echo 'make setup     set up only'
	@echo 'make test      run every test that this machine allows'
	@echo 'make lint      check the source'
	@echo 'make format    lay out the source as lint wants it'
	@echo 'make messages  bring the translations up to date with the source'
	@echo 'make smoke     start the whole system and walk through it from outside'
	@echo 'make bench     measure (ONLY=name for one figure)'

setup:
	@bin/setup

run:
	@bin/run

test:
	@bin/test

lint:
	@bin/lint

format:
	@bin/format

messages:
	@bin/setup test
	@bin/messages update
	@bin/messages compile

smoke:
	@bin/smoke

bench:
	@bin/bench $(ONLY)
