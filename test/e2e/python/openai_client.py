"""What OpenAI's own client makes of the server, as JSON. Usage: openai_client.py BASE_URL REQUESTS.json

REQUESTS.json: {"speech": body, "formats": [...], "errors": [{"name", "body", "key", "times"}]}
"""

import base64
import hashlib
import json
import sys

import openai

base_url, requests_file = sys.argv[1:]
with open(requests_file, encoding="utf-8") as file:
    requests = json.load(file)
client = openai.OpenAI(base_url=base_url, api_key=requests["key"], max_retries=0)


def digest(data):
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def in_format(name):
    body = {**requests["speech"], "response_format": name}
    whole = client.audio.speech.create(**body).content
    with client.audio.speech.with_streaming_response.create(**body, stream_format="audio") as answer:
        content_type = answer.headers["content-type"]
        pieces = list(answer.iter_bytes())
    return {"whole": digest(whole), "streamed": digest(b"".join(pieces)), "pieces": len(pieces), "type": content_type}


def events():
    body = {**requests["speech"], "response_format": "pcm", "stream_format": "sse"}
    audio, last = b"", None
    with client.audio.speech.with_streaming_response.create(**body) as answer:
        for line in answer.iter_lines():
            if not line.startswith("data: "):
                continue
            last = json.loads(line.removeprefix("data: "))
            if last["type"] == "speech.audio.delta":
                audio += base64.b64decode(last["audio"])
    return {"audio": digest(audio), "last": last}


def failure(error):
    asking = client.with_options(api_key=error.get("key", requests["key"]))
    try:
        for _ in range(error.get("times", 1)):
            try:
                asking.audio.speech.create(**error["body"])
            except openai.BadRequestError:
                if error.get("times", 1) == 1:
                    raise
        return {"exception": None}
    except openai.APIStatusError as caught:
        return {
            "exception": type(caught).__name__,
            "status": caught.status_code,
            "code": caught.code,
            "param": caught.param,
            "retryAfter": caught.response.headers.get("retry-after"),
        }


print(
    json.dumps(
        {
            "formats": {name: in_format(name) for name in requests["formats"]},
            "events": events(),
            "errors": {error["name"]: failure(error) for error in requests["errors"]},
            "models": [model.id for model in client.models.list()],
        }
    )
)
