import type { UploadedFile, UploadFile } from '#core/inbox/api.ts'
import type { MessageChannel } from '#core/messaging/message.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { keepMedia, safeFileName } from '#platform/media-files.ts'
import { demand, type Session } from '#platform/session.ts'
import { fileLink, type KeptBytes, storeOnce } from '#platform/stored-files.ts'
import { travelsAs } from './say.ts'

const MB = 1024 * 1024

/** What each channel carries of each kind, in bytes; nothing where it carries none. */
const caps: Readonly<
  Record<MessageChannel, Readonly<Record<UploadedFile['as'], number | undefined>>>
> = {
  whatsapp: { image: 5 * MB, video: 16 * MB, audio: 16 * MB, document: 100 * MB },
  messenger: { image: 8 * MB, video: 25 * MB, audio: 25 * MB, document: 25 * MB },
  instagram: { image: 8 * MB, video: 25 * MB, audio: 25 * MB, document: undefined },
  email: { image: 10 * MB, video: 10 * MB, audio: 10 * MB, document: 10 * MB },
  sms: { image: undefined, video: undefined, audio: undefined, document: undefined },
  manual: { image: 10 * MB, video: 10 * MB, audio: 10 * MB, document: 10 * MB },
}

function assertCarried(channel: MessageChannel, as: UploadedFile['as'], bytes: number): void {
  const cap = caps[channel][as]
  if (cap === undefined) throw new Refusal('inbox.file_not_carried', { channel })
  if (bytes > cap) throw new Refusal('inbox.file_too_large', { most: Math.floor(cap / MB) })
}

type Kept = Readonly<{ id: string; name: string; kept: KeptBytes }>

const keep = command(
  'inbox.answer',
  async (work: Work, { id, name, kept }: Kept): Promise<UploadedFile> => {
    await storeOnce(work, kept, name, id)
    return {
      id,
      name,
      mime: kept.mime,
      bytes: kept.bytes,
      as: travelsAs(kept.mime),
      link: fileLink(work.session.house, work.companyId, id),
    }
  },
  { name: 'inbox.upload' },
)

/**
 * Takes a file that is to go with a message: what it is, its bytes say. It is nobody's message yet.
 * @throws inbox.file_too_large, inbox.file_not_carried
 */
export async function uploadFile(session: Session, input: UploadFile): Promise<UploadedFile> {
  demand(session, 'inbox.answer')
  const bytes = Buffer.from(input.content, 'base64')
  const kept = await keepMedia(session.house, session.companyId, bytes, input.mime)
  const mime = input.voice && kept.mime === 'audio/ogg' ? 'audio/ogg; codecs=opus' : kept.mime
  if (input.channel) assertCarried(input.channel, travelsAs(mime), kept.bytes)
  const name = safeFileName(input.name, input.voice ? 'voice.ogg' : 'file')
  return keep(session, { id: input.id, name, kept: { ...kept, mime } })
}
