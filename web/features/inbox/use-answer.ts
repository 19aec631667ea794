import { useRef, useState } from 'react'
import type { Saying } from '#core/inbox/api.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { minutesAndSeconds } from './clock.ts'
import { uploadFile } from './upload-file.ts'
import { useBegin } from './use-begin.ts'
import type { DraftView } from './use-draft.ts'
import type { FilesView } from './use-files.ts'
import type { SendView } from './use-send.ts'
import type { Way } from './use-way.ts'

type With = Readonly<{
  detail: ConversationDetail
  draft: DraftView
  way: Way
  sending: SendView
  files: FilesView
}>

/** A voice note that was recorded and listened to. */
export type Voice = Readonly<{ sound: Blob; seconds: number }>

/** Sends what stands in the box: the box is empty at once, and full again when nothing was taken. */
export function useAnswer(parts: With) {
  const { detail, draft, way, sending, files } = parts
  const t = useWords('inbox')
  const { begin, busy } = useBegin(detail)
  const voice = useVoice(parts)
  const send = (afterwards: 'stay' | 'close') => {
    const { reply, subject, answers, beganAt } = draft.draft
    const text = reply.trim()
    const held = files.rows
    const fileIds = held.flatMap(({ file }) => (file ? [file.id] : []))
    const isMail = way.channel === 'email'
    if (busy || (text === '' && fileIds.length === 0)) return
    const say: Saying =
      isMail || fileIds.length === 0
        ? { kind: 'text', text: text || t('see_attached') }
        : { kind: 'files', fileIds, ...(text && { caption: text }) }
    const names = held.map(({ name }) => `📎 ${name}`)
    draft.clear('reply')
    files.clear()
    const back = () => {
      draft.giveBack({ reply, subject, answers, beganAt })
      files.restore(held)
    }
    const mail = isMail ? { ...(subject && { subject }), fileIds } : {}
    if (way.address)
      return begin({
        address: way.address,
        say,
        ...mail,
        onRefused: back,
        onSent: () => void draft.save(),
      })
    sending.send({
      say,
      afterwards,
      shown: [text, ...names].filter(Boolean).join('\n'),
      onRefused: back,
      onSent: () => void draft.save(),
      ...(way.threadId && { threadId: way.threadId }),
      ...(answers && { answers: answers.id }),
      ...mail,
      ...(beganAt && { beganAt }),
    })
  }
  return { send, busy, voice }
}

/** Sends a voice note; one that was not taken is given back, to be sent again or dropped. */
function useVoice({ way, sending }: With) {
  const t = useWords('inbox')
  const refuse = useWords('refusals')
  const [back, setBack] = useState<Voice | null>(null)
  const running = useRef(new WeakSet<Blob>())
  /** What is up there already goes under the same id again, and so the same message does. */
  const uploaded = useRef(new WeakMap<Blob, string>())
  const send = async (voice: Voice) => {
    const { sound } = voice
    if (running.current.has(sound)) return
    running.current.add(sound)
    setBack((held) => (held?.sound === sound ? null : held))
    try {
      const how = { name: 'voice.ogg', mime: 'audio/ogg', channel: way.channel, voice: true }
      const id = uploaded.current.get(sound) ?? (await uploadFile(sound, how)).id
      uploaded.current.set(sound, id)
      sending.send({
        say: { kind: 'voice', fileId: id },
        shown: `🎤 ${minutesAndSeconds(voice.seconds)}`,
        onRefused: () => setBack(voice),
        ...(way.threadId && { threadId: way.threadId }),
      })
    } catch (error) {
      const { code, facts } = refusalOf(error)
      setBack(voice)
      toast.failed(t('voice_failed'), refuse(code, facts))
    } finally {
      running.current.delete(sound)
    }
  }
  return { back, drop: () => setBack(null), send: (voice: Voice) => void send(voice) }
}
