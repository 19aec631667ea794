import type { Saying } from '#core/inbox/api.ts'
import { languageOf } from '#core/inbox/rules.ts'
import { fillOffer, templateText } from '#core/inbox/template-offer.ts'
import type { Said } from '#core/messaging/thread.ts'
import { Refusal } from '#core/refusal.ts'
import {
  doorsOf,
  type FileToSend,
  filesFor,
  sendChat,
  type Thread,
  templatesOf,
} from '#modules/messaging/index.ts'
import type { Work } from '#platform/command.ts'

/** One message that comes of what a person says. */
type Piece = Readonly<{ said: Said; fileIds: readonly string[] }>

/** How a file travels where pictures, films and sounds have a form of their own. */
export function travelsAs(mime: string): 'image' | 'video' | 'audio' | 'document' {
  if (/^image\/(jpeg|png|webp)$/.test(mime)) return 'image'
  if (/^video\/(mp4|3gpp)$/.test(mime)) return 'video'
  if (/^audio\//.test(mime)) return 'audio'
  return 'document'
}

function fileSaid(
  { name, mime, bytes }: FileToSend,
  caption: string | undefined,
  voice: boolean,
): Said {
  const media = { mime, fileName: name, size: bytes }
  const kind = travelsAs(mime)
  if (kind === 'audio') return { kind, voice, media }
  return { kind, media, ...(caption !== undefined && { caption }) }
}

async function templatePiece(
  work: Work,
  thread: Thread,
  say: Extract<Saying, { kind: 'template' }>,
): Promise<Piece> {
  const offered = await templatesOf(work, thread.accountId)
  const template = offered.find(({ id }) => id === say.templateId)
  if (!template) throw new Refusal('inbox.template_not_found', { id: say.templateId })
  const text = templateText(template.parts)
  const filled = fillOffer(template, text, say.values)
  const wantsFile = text.headerMedia !== null
  if (!filled || (wantsFile && !say.headerFileId)) throw new Refusal('inbox.template_incomplete')
  if (!text.headerMedia || !say.headerFileId) return { said: filled, fileIds: [] }
  const [file] = await filesFor(work, thread.id, [say.headerFileId])
  const media = { fileName: file?.name ?? '', mime: file?.mime ?? '' }
  return {
    said: { ...filled, header: { media, as: text.headerMedia } },
    fileIds: [say.headerFileId],
  }
}

async function filePieces(
  work: Work,
  thread: Thread,
  fileIds: readonly string[],
  caption: string | undefined,
  captions: boolean,
): Promise<Piece[]> {
  const files = await filesFor(work, thread.id, fileIds)
  if (thread.channel === 'email')
    return [{ said: { kind: 'text', text: caption ?? '' }, fileIds: files.map(({ id }) => id) }]
  // A sound carries no words anywhere.
  const apart = caption && (!captions || travelsAs(files[0]?.mime ?? '') === 'audio')
  const words: Piece[] = apart ? [{ said: { kind: 'text', text: caption }, fileIds: [] }] : []
  return [
    ...words,
    ...files.map(
      (file, at): Piece => ({
        said: fileSaid(file, at === 0 && !apart ? caption : undefined, false),
        fileIds: [file.id],
      }),
    ),
  ]
}

const offered = 'say:'

/** Whether a press is on an answer that a colleague offered. */
export const isOffered = (payload: string | null): boolean => payload?.startsWith(offered) ?? false

/** What a person says, as the messages that it becomes on this thread. */
async function piecesOf(
  work: Work,
  thread: Thread,
  say: Saying,
  fileIds: readonly string[],
): Promise<Piece[]> {
  const abilities = (await doorsOf(work, [thread])).get(thread.id)?.abilities
  if (say.kind === 'template') return [await templatePiece(work, thread, say)]
  if (say.kind === 'buttons') {
    const buttons = say.titles.map((title, at) => ({ payload: `${offered}${at + 1}`, title }))
    return [{ said: { kind: 'buttons', text: say.text, buttons }, fileIds: [] }]
  }
  if (say.kind === 'voice') {
    const [file] = await filesFor(work, thread.id, [say.fileId])
    return file ? [{ said: fileSaid(file, undefined, true), fileIds: [file.id] }] : []
  }
  const captions = abilities?.captions ?? true
  if (say.kind === 'files') return filePieces(work, thread, say.fileIds, say.caption, captions)
  const text: Piece = { said: { kind: 'text', text: say.text }, fileIds }
  if (fileIds.length === 0 || thread.channel === 'email') return [text]
  return filePieces(work, thread, fileIds, say.text, captions)
}

export type Spoken = Readonly<{
  id: string
  say: Saying
  answers?: string | undefined
  subject?: string | undefined
  fileIds?: readonly string[] | undefined
}>

/** Puts what a person says in line, in its order. @returns the ids of the messages that it became */
export async function speak(
  work: Work,
  thread: Thread,
  spoken: Spoken,
  notBefore: Date | undefined,
): Promise<{ id: string; said: Said }[]> {
  const pieces = await piecesOf(work, thread, spoken.say, spoken.fileIds ?? [])
  const sent: { id: string; said: Said }[] = []
  for (const [at, { said, fileIds }] of pieces.entries()) {
    const id = at === 0 ? spoken.id : work.newId()
    const words = 'text' in said ? (said.text ?? '') : ''
    await sendChat(work, {
      id,
      threadId: thread.id,
      said,
      fileIds,
      subject: spoken.subject,
      ...(at === 0 && { answers: spoken.answers }),
      byHuman: true,
      category: 'chat',
      language: languageOf(words) ?? work.session.language,
      notBefore,
    })
    sent.push({ id, said })
  }
  if (sent.length === 0) throw new Refusal('inbox.nothing_said')
  return sent
}
