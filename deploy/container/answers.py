#!/usr/bin/env python3
"""Whether Skolebro answers an address with 200, for health checks: ``answers.py /chat/health``."""

import os
import sys

from bot.server.service import answers

port, prefix = os.environ.get("PORT", "5005"), os.environ.get("SKOLEBRO_PATH_PREFIX", "")
sys.exit(not answers(f"http://127.0.0.1:{port}{prefix}{sys.argv[1]}"))
