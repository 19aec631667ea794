import { ActionIcon, Button } from '@mantine/core'
import { IconPlayerStopFilled, IconSend2, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { minutesAndSeconds } from './clock.ts'
import css from './composer.module.css'
import { canRecord, type Recording, recordVoice } from './record-voice.ts'
import type { Voice } from './use-answer.ts'
import { Player } from './voice-player.tsx'

type Props = Readonly<{
  /** One that was recorded before and not taken. */
  first: Voice | null
  onClose: () => void
  onReady: (voice: Voice) => void
}>

const mostSeconds = 15 * 60

/** Records a voice note: its length and loudness while it runs, and it is heard before it leaves. */
export function VoiceRecorder({ first, onClose, onReady }: Props) {
  const t = useWords('inbox')
  const [voice, setVoice] = useState(first)
  const url = useSound(voice?.sound)
  const [problem, setProblem] = useState<'denied' | 'failed' | null>(
    canRecord() || first ? null : 'failed',
  )
  if (problem)
    return (
      <div className={css['recorder']}>
        <p role="alert">{t(problem === 'denied' ? 'mic_denied' : 'mic_failed')}</p>
        <Button variant="default" onClick={onClose}>
          {t('back_to_text')}
        </Button>
      </div>
    )
  if (voice)
    return (
      <div className={css['recorder']}>
        <ActionIcon aria-label={t('voice_drop')} title={t('voice_drop')} onClick={onClose}>
          <IconTrash size={18} />
        </ActionIcon>
        {url && <Player src={url} />}
        <Button
          ms="auto"
          rightSection={
            <span className="mirror">
              <IconSend2 size={17} className={css['sendIcon']} />
            </span>
          }
          onClick={() => onReady(voice)}
        >
          {t('send')}
        </Button>
      </div>
    )
  return (
    <Running
      onCancel={onClose}
      onProblem={setProblem}
      onDone={(sound, seconds) => setVoice({ sound, seconds })}
    />
  )
}

/** Where a sound that is still here can be heard. */
function useSound(sound: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!sound) return
    const made = URL.createObjectURL(sound)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [sound])
  return url
}

type RunningProps = Readonly<{
  onCancel: () => void
  onProblem: (problem: 'denied' | 'failed') => void
  onDone: (sound: Blob, seconds: number) => void
}>

function Running({ onCancel, onProblem, onDone }: RunningProps) {
  const t = useWords('inbox')
  const recording = useRef<Recording>(undefined)
  const [levels, setLevels] = useState<readonly number[]>([])
  const [ending, setEnding] = useState(false)
  const problem = useRef(onProblem)
  useEffect(() => {
    let gone = false
    recordVoice()
      .then((begun) => {
        if (gone) begun.cancel()
        else recording.current = begun
      })
      .catch((error: unknown) => {
        const denied = error instanceof DOMException && error.name === 'NotAllowedError'
        if (!gone) problem.current(denied ? 'denied' : 'failed')
      })
    const timer = setInterval(() => {
      const now = recording.current
      if (now) setLevels((held) => [...held, now.level()])
    }, 100)
    return () => {
      gone = true
      clearInterval(timer)
      recording.current?.cancel()
    }
  }, [])
  const seconds = levels.length / 10
  const finish = async () => {
    const now = recording.current
    if (!now || ending) return
    setEnding(true)
    recording.current = undefined
    try {
      onDone(await now.finish(), seconds)
    } catch {
      onProblem('failed')
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only its length ends it.
  useEffect(() => {
    if (seconds >= mostSeconds) void finish()
  }, [seconds])
  return (
    <div className={css['recorder']}>
      <ActionIcon aria-label={t('voice_drop')} title={t('voice_drop')} onClick={onCancel}>
        <IconTrash size={18} />
      </ActionIcon>
      <span className={css['recording']} role="status">
        <i /> {t('recording')}
      </span>
      <Ltr>{minutesAndSeconds(seconds)}</Ltr>
      <span className={css['wave']} aria-hidden="true">
        {levels.slice(-48).map((level, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars move by one place with each.
          <i key={at} style={{ blockSize: `${Math.max(3, Math.min(28, level * 60))}px` }} />
        ))}
      </span>
      <Button
        ms="auto"
        loading={ending}
        leftSection={<IconPlayerStopFilled size={16} />}
        onClick={() => void finish()}
      >
        {t('stop_recording')}
      </Button>
    </div>
  )
}
