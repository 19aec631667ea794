import encoderPath from 'opus-recorder/dist/encoderWorker.min.js?url'

/** A recording that runs: how loud it is now, and how it ends. */
export type Recording = Readonly<{
  /** From 0 to 1. */
  level: () => number
  /** The sound as Ogg Opus, of the kind that every channel plays as a voice note. */
  finish: () => Promise<Blob>
  /** Forgets it; the microphone is let go. */
  cancel: () => void
}>

/** Whether this browser can record at all. */
export const canRecord = (): boolean =>
  typeof navigator.mediaDevices?.getUserMedia === 'function' &&
  typeof AudioContext === 'function' &&
  typeof WebAssembly === 'object'

/** Begins to record; rejects when the microphone is refused or missing. */
export async function recordVoice(): Promise<Recording> {
  const { default: Recorder } = await import('opus-recorder')
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 },
  })
  let context: AudioContext | undefined
  const release = () => {
    for (const track of stream.getTracks()) track.stop()
    void context?.close()
  }
  try {
    context = new AudioContext()
    await context.resume()
    return await begin(context, stream, Recorder, release)
  } catch (error) {
    release()
    throw error
  }
}

async function begin(
  context: AudioContext,
  stream: MediaStream,
  Recorder: typeof import('opus-recorder').default,
  release: () => void,
): Promise<Recording> {
  const sourceNode = context.createMediaStreamSource(stream)
  const meter = context.createAnalyser()
  meter.fftSize = 512
  sourceNode.connect(meter)
  const heard = new Uint8Array(meter.fftSize)
  const pages: Uint8Array[] = []
  const recorder = new Recorder({
    encoderPath,
    sourceNode,
    numberOfChannels: 1,
    encoderApplication: 2048,
    encoderSampleRate: 48_000,
    encoderBitRate: 24_000,
  })
  recorder.ondataavailable = (bytes) => pages.push(bytes)
  await recorder.start()
  return {
    level: () => {
      meter.getByteTimeDomainData(heard)
      return heard.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0) / 128
    },
    finish: async () => {
      try {
        await recorder.stop()
      } finally {
        release()
      }
      return new Blob(pages as Uint8Array<ArrayBuffer>[], { type: 'audio/ogg' })
    },
    cancel: () => {
      void recorder.stop().catch(() => {})
      release()
    },
  }
}
