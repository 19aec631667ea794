import type { Saying } from '#core/inbox/api.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { stringifySearch, useGo } from '#web/place.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import type { DraftView } from './use-draft.ts'
import { type FilesView, toBase64 } from './use-files.ts'
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
export function useAnswer({ detail, draft, way, sending, files }: With) {
  const t = useWords('inbox')
  const refuse = useWords('refusals')
  const begin = useBegin(detail)
  const send = (afterwards: 'stay' | 'close') => {
    const { reply, subject, answers, beganAt } = draft.draft
    const text = reply.trim()
    const held = files.rows
    const fileIds = held.flatMap(({ file }) => (file ? [file.id] : []))
    const isMail = way.channel === 'email'
    if (text === '' && fileIds.length === 0) return
    const say: Saying =
      isMail || fileIds.length === 0
        ? { kind: 'text', text: text || t('see_attached') }
        : { kind: 'files', fileIds, ...(text && { caption: text }) }
    const names = held.map(({ name }) => `📎 ${name}`)
    draft.clear()
    files.clear()
    const back = () => {
      draft.change({ note: false, reply, subject, answers })
      files.restore(held)
    }
    if (way.address) return void begin(way.address, say, subject, isMail ? fileIds : [], back)
    sending.send({
      say,
      afterwards,
      shown: [text, ...names].filter(Boolean).join('\n'),
      onRefused: back,
      ...(way.threadId && { threadId: way.threadId }),
      ...(answers && { answers: answers.id }),
      ...(isMail && subject && { subject }),
      ...(isMail && { fileIds }),
      ...(beganAt && { beganAt }),
    })
  }
  const sendVoice = async ({ sound, seconds }: Voice) => {
    try {
      const { id } = await client.inbox.upload({
        id: newId(),
        name: 'voice.ogg',
        mime: 'audio/ogg',
        content: await toBase64(sound),
        channel: way.channel,
        voice: true,
      })
      sending.send({
        say: { kind: 'voice', fileId: id },
        shown: `🎤 ${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`,
        onRefused: () => {},
        ...(way.threadId && { threadId: way.threadId }),
      })
    } catch (error) {
      const { code, facts } = refusalOf(error)
      toast.failed(t('voice_failed'), refuse(code, facts))
    }
  }
  return { send, sendVoice: (voice: Voice) => void sendVoice(voice) }
}

/** Writes to an address for the first time: a conversation of its own begins. */
export function useBegin(detail: Pick<ConversationDetail, 'customer' | 'writer'>) {
  const refuse = useWords('refusals')
  const go = useGo()
  return async (
    address: { accountId: string; address: string },
    say: Saying,
    subject: string,
    fileIds: readonly string[],
    back: () => void,
  ) => {
    try {
      const { conversationId } = await client.inbox.begin({
        id: newId(),
        conversationId: newId(),
        to: {
          accountId: address.accountId,
          address: address.address,
          customerId: detail.customer?.id ?? null,
        },
        say,
        ...(subject && { subject }),
        ...(fileIds.length > 0 && { fileIds: [...fileIds] }),
      })
      go(`/inbox/${conversationId}${stringifySearch({ folder: 'all' })}`)
    } catch (error) {
      const { code, facts } = refusalOf(error)
      back()
      toast.failed(refuse(code, facts))
    }
  }
}
