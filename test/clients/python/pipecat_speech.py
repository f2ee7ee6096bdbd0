"""Pipecat's OpenAI service in a pipeline. Usage: pipecat_speech.py BASE_URL KEY TEXT"""

import asyncio
import json
import sys

from loguru import logger
from pipecat.frames.frames import EndFrame, TTSAudioRawFrame, TTSSpeakFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.frame_processor import FrameProcessor
from pipecat.services.openai.tts import OpenAITTSService
from pipecat.workers.runner import WorkerRunner

logger.remove()
base_url, key, text = sys.argv[1:]


class Listener(FrameProcessor):
    """Counts the bytes that it hears, and may interrupt at the first."""

    def __init__(self, interrupts):
        super().__init__()
        self.bytes = 0
        self.interrupts = interrupts
        self.worker = None

    async def process_frame(self, frame, direction):
        await super().process_frame(frame, direction)
        if isinstance(frame, TTSAudioRawFrame):
            self.bytes += len(frame.audio)
            if self.interrupts:
                self.interrupts = False
                asyncio.create_task(self.interrupt())
        await self.push_frame(frame, direction)

    async def interrupt(self):
        await self.broadcast_interruption()
        await self.worker.queue_frame(EndFrame())


async def heard(spoken, key=key, interrupts=False, patience=3):
    settings = OpenAITTSService.Settings(voice="alloy")
    speaker = OpenAITTSService(api_key=key, base_url=base_url, settings=settings, stop_frame_timeout_s=patience)
    listener = Listener(interrupts)
    worker = PipelineWorker(Pipeline([speaker, listener]), params=PipelineParams(audio_out_sample_rate=24000))
    listener.worker = worker
    errors = []

    @worker.event_handler("on_pipeline_error")
    async def on_error(_, frame):
        errors.append(str(frame.error))

    await worker.queue_frame(TTSSpeakFrame(spoken))
    if not interrupts:
        await worker.queue_frame(EndFrame())
    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await runner.run()
    return listener.bytes // 2, errors


async def main():
    samples, unexpected = await heard(text, patience=60)
    interrupted, _ = await heard(text * 8, interrupts=True)
    _, errors = await heard(text, key="sk-none")
    print(json.dumps({"samples": samples, "unexpected": unexpected, "interrupted": interrupted, "errors": errors}))


asyncio.run(main())
