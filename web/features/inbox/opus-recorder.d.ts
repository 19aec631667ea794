declare module 'opus-recorder' {
  /** Encodes what a microphone hears as Ogg Opus, in a worklet of its own. */
  // biome-ignore lint/style/noDefaultExport: so the package gives it.
  export default class Recorder {
    constructor(options: {
      encoderPath: string
      encoderApplication?: number
      encoderSampleRate?: number
      encoderBitRate?: number
      numberOfChannels?: number
      mediaTrackConstraints?: MediaTrackConstraints | boolean
      sourceNode?: MediaStreamAudioSourceNode
    })
    static isRecordingSupported(): unknown
    ondataavailable: (bytes: Uint8Array) => void
    onstop: () => void
    start(): Promise<void>
    stop(): Promise<void>
    close(): Promise<void> | undefined
  }
}
