"""Pipecat's ElevenLabs and Deepgram services in a pipeline. Usage: pipecat_live_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

from loguru import logger
from pipecat.frames.frames import EndFrame, TTSAudioRawFrame, TTSSpeakFrame, TTSTextFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.services.deepgram.tts import DeepgramTTSService
from pipecat.services.elevenlabs.tts import ElevenLabsTTSService
from pipecat.workers.runner import WorkerRunner

logger.remove()
base_url, key, text = sys.argv[1:]
socket_url = base_url.removesuffix("/v1").replace("http", "ws")


class Listener(FrameProcessor):
    """Counts the bytes that it hears and keeps the words; it may interrupt at the first."""

    def __init__(self, interrupts):
        super().__init__()
        self.bytes = 0
        self.words = []
        self.interrupts = interrupts
        self.worker = None

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSTextFrame):
            self.words += frame.text.split()
        if isinstance(frame, TTSAudioRawFrame):
            self.bytes += len(frame.audio)
            if self.interrupts:
                self.interrupts = False
                asyncio.create_task(self.interrupt())
        await self.push_frame(frame, direction)

    async def interrupt(self):
        await self.broadcast_interruption()
        await self.worker.queue_frame(EndFrame())


def elevenlabs(key, voice):
    settings = ElevenLabsTTSService.Settings(voice=voice)
    return ElevenLabsTTSService(api_key=key, url=socket_url, settings=settings, stop_frame_timeout_s=60)


def deepgram(key, voice):
    settings = DeepgramTTSService.Settings(voice=voice)
    return DeepgramTTSService(api_key=key, base_url=socket_url, settings=settings, stop_frame_timeout_s=60)


async def heard(service, spoken=text, key=key, voice="alloy", interrupts=False, rate=24_000):
    listener = Listener(interrupts)
    worker = PipelineWorker(
        Pipeline([service(key, voice), listener]), params=PipelineParams(audio_out_sample_rate=rate)
    )
    listener.worker = worker
    errors = []

    @worker.event_handler("on_pipeline_error")
    async def on_error(_, frame):
        errors.append(str(frame.error))
        await worker.cancel()

    await worker.queue_frame(TTSSpeakFrame(spoken))
    if not interrupts:
        await worker.queue_frame(EndFrame())
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await runner.run()
    return listener.bytes // 2 * 24_000 // rate, listener.words, errors


async def main():
    samples, words, unexpected = await heard(elevenlabs)
    if words != text.split():
        unexpected.append(f"words: {words}")
    at_16_khz, _, _ = await heard(elevenlabs, rate=16_000)
    over_deepgram, _, problems = await heard(deepgram)
    interrupted, _, _ = await heard(elevenlabs, text * 8, interrupts=True)
    deepgram_interrupted, _, _ = await heard(deepgram, text * 8, interrupts=True)
    _, _, errors = await heard(deepgram, key="sk-none")
    print(
        json.dumps(
            {
                "samples": samples,
                "at_16_khz": at_16_khz,
                "over_deepgram": over_deepgram,
                "unexpected": unexpected + problems,
                "interrupted": min(interrupted, deepgram_interrupted),
                "errors": errors[:1],
            }
        )
    )


asyncio.run(main())
