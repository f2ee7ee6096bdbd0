"""LiteLLM as a library. Usage: litellm_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

import litellm
import openai

base_url, key, text = sys.argv[1:]
speech = {
    "model": "openai/kokoro",
    "voice": "af_heart",
    "input": text,
    "api_base": base_url,
    "api_key": key,
    "max_retries": 0,
}


async def interrupted():
    """Is cancelled while it waits."""
    asking = asyncio.create_task(litellm.aspeech(**{**speech, "input": text * 20}, response_format="wav"))
    await asyncio.sleep(0.5)
    asking.cancel()
    try:
        await asking
    except asyncio.CancelledError:
        return 1


def failure(**fields):
    try:
        litellm.speech(**{**speech, **fields})
    except openai.APIStatusError as caught:
        return {"kind": type(caught).__name__, "status": caught.status_code, "code": caught.code}


print(
    json.dumps(
        {
            "samples": len(litellm.speech(**speech, response_format="pcm").content) // 2,
            "interrupted": asyncio.run(interrupted()),
            "errors": [failure(voice="nobody"), failure(api_key="sk-none")],
        }
    )
)
