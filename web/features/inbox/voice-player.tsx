import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { ShownMedia } from '#core/messaging/thread.ts'
import { useWords } from '#web/words.ts'
import { minutesAndSeconds } from './clock.ts'
import { FileCard } from './file-card.tsx'
import css from './files.module.css'
import { useRenewLinks } from './fresh-links.ts'
import { isStale, steadyLink } from './steady-link.ts'
import thread from './thread.module.css'

/** A voice note of the thread, or the place of one that is not there yet. */
export function VoicePlayer({ media }: { media: ShownMedia }) {
  const renew = useRenewLinks()
  if (media.state !== 'stored' || !media.link) return <FileCard media={media} />
  return (
    <Player
      src={steadyLink(media.id, media.link)}
      renew={() => (isStale(media.id) ? renew(media.id) : undefined)}
    />
  )
}

const speeds = [1, 1.5, 2] as const
const clock = (seconds: number) => minutesAndSeconds(Number.isFinite(seconds) ? seconds : 0)

type PlayerProps = Readonly<{
  src: string
  /** Asks for another link when this one has ended; nothing when it holds. */
  renew?: () => Promise<void> | undefined
}>

/** Plays a sound: place, length, and how fast. */
export function Player({ src: given, renew }: PlayerProps) {
  const t = useWords('inbox')
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(Number.NaN)
  const [speed, setSpeed] = useState(0)
  const [broken, setBroken] = useState(false)
  const [src, whole] = useWhole(given)
  const wanted = useRef(false)
  const toggle = () => {
    const element = audio.current
    if (!element) return
    if (playing) return element.pause()
    // What was fetched as a whole is here; else the link must still lead to it.
    if (src === given && renew?.()) wanted.current = true
    else element.play().catch(() => setBroken(true))
  }
  useEffect(() => {
    if (!wanted.current || !src) return
    wanted.current = false
    audio.current?.play().catch(() => setBroken(true))
  }, [src])
  const faster = () => {
    const next = (speed + 1) % speeds.length
    setSpeed(next)
    if (audio.current) audio.current.playbackRate = speeds[next] ?? 1
  }
  if (broken)
    return (
      <p className={thread['unsent']}>
        {t('cannot_play')}{' '}
        <a href={src} download className="link">
          {t('download')}
        </a>
      </p>
    )
  return (
    <div className={css['voice']}>
      {/* biome-ignore lint/a11y/useMediaCaption: what customers say has no captions. */}
      <audio
        ref={audio}
        src={src}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onDurationChange={({ currentTarget }) => {
          setLength(currentTarget.duration)
          if (!Number.isFinite(currentTarget.duration)) whole()
        }}
        onError={() => {
          if (!renew?.()) return setBroken(true)
          wanted.current = playing
        }}
      />
      <button type="button" aria-label={t(playing ? 'pause' : 'play')} onClick={toggle}>
        {playing ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
      </button>
      <input
        type="range"
        dir="ltr"
        min={0}
        max={Number.isFinite(length) ? length : 1}
        step={0.1}
        value={at}
        aria-label={t('place_in_voice')}
        onChange={({ currentTarget: { value } }) => {
          if (audio.current) audio.current.currentTime = Number(value)
          setAt(Number(value))
        }}
      />
      <bdi dir="ltr">{clock(playing || at > 0 ? at : length)}</bdi>
      <button type="button" className={css['speed']} title={t('speed')} onClick={faster}>
        <bdi dir="ltr">{speeds[speed] ?? 1}×</bdi>
      </button>
    </div>
  )
}

/** A sound that comes as a stream does not say how long it is: then it is fetched as a whole. */
function useWhole(given: string): [string, () => void] {
  const [held, setHeld] = useState<string | null>(null)
  const asked = useRef(false)
  useEffect(() => {
    return () => {
      if (held) URL.revokeObjectURL(held)
    }
  }, [held])
  const fetchWhole = () => {
    if (asked.current || given.startsWith('blob:')) return
    asked.current = true
    fetch(given)
      .then((answer) => (answer.ok ? answer.blob() : Promise.reject(new Error(answer.statusText))))
      .then((sound) => setHeld(URL.createObjectURL(sound)))
      // It plays all the same, without its length.
      .catch(() => {})
  }
  return [held ?? given, fetchWhole]
}
