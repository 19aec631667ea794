import { z } from 'zod'
import type { Phone, SentFile } from '../meta/phone.ts'
import type { createDiaries, Diary, Own } from './diary.ts'
import { sampleFile } from './samples.ts'
import { looksOf } from './view.ts'

const text = z.string().min(1).max(10_000)
const id = z.string().min(1).max(300)
const File = z.object({
  base64: z.base64(),
  mime: z.string().regex(/^[\w.+-]+\/[\w.+-]+(;[\w .=+-]*)?$/),
  fileName: z.string().max(200).optional(),
})
/** Without a file a built-in one is sent. */
const sending = { file: File.optional(), caption: z.string().max(1000).optional() }

/** What a customer can do. */
export const Act = z.discriminatedUnion('do', [
  z.object({ do: z.literal('write'), text, answers: id.optional() }),
  z.object({ do: z.literal('photo'), ...sending }),
  z.object({ do: z.literal('sticker'), ...sending }),
  z.object({ do: z.literal('voice'), ...sending }),
  z.object({ do: z.literal('document'), ...sending }),
  z.object({
    do: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().max(100).optional(),
  }),
  z.object({
    do: z.literal('press'),
    message: id,
    payload: z.string(),
    title: z.string().optional(),
  }),
  z.object({ do: z.literal('react'), message: id, emoji: z.string().max(20).nullable() }),
  z.object({ do: z.literal('edit'), message: id, text }),
  z.object({ do: z.literal('unsend'), message: id }),
  z.object({ do: z.literal('read') }),
  z.object({ do: z.literal('online'), online: z.boolean() }),
  z.object({ do: z.literal('marketing'), stop: z.boolean() }),
])
export type Act = z.infer<typeof Act>
/** How a new person is called. */
export const Called = z.object({ person: z.string().max(100).optional() })

type Parts = Readonly<{ diaries: ReturnType<typeof createDiaries>; now: () => Date }>

/** Does it on the telephone, and writes down what will have to be shown; the id of what was said. */
export function perform(
  { diaries, now }: Parts,
  phone: Phone,
  diary: Diary,
  act: Act,
): string | undefined {
  const wrote = (written: string, more: Partial<Own>): string => {
    const looksBefore = looksOf(phone.sees().read)
    diaries.write(diary, { id: written, at: now(), text: '', looksBefore, ...more })
    return written
  }
  switch (act.do) {
    case 'write': {
      const { text: said, answers } = act
      return wrote(phone.write(said, answers), { text: said, ...(answers && { answers }) })
    }
    case 'photo':
    case 'sticker':
    case 'voice':
    case 'document': {
      const file = fileOf(act)
      return wrote(phone[act.do](file), {
        text: file.caption ?? '',
        file: { ...file, kind: act.do },
      })
    }
    case 'location': {
      const { latitude, longitude, name } = act
      const place = { latitude, longitude, ...(name && { name }) }
      return wrote(phone.location(latitude, longitude, name), { place })
    }
    case 'press':
      return wrote(phone.press(act.message, act.payload), {
        text: act.title ?? act.payload,
        answers: act.message,
      })
    case 'edit': {
      const own = mine(diary, act.message)
      phone.edit(act.message, act.text)
      own.edited = act.text
      return undefined
    }
    case 'unsend': {
      const own = mine(diary, act.message)
      phone.unsend(act.message)
      own.gone = true
      return undefined
    }
    case 'online':
      diary.online = act.online
      return void phone.online(act.online)
    case 'marketing':
      diary.stopped = act.stop
      return void phone.stopMarketing(act.stop)
    case 'react':
      return void phone.react(act.message, act.emoji)
    case 'read':
      return void phone.read()
  }
}

function mine(diary: Diary, wanted: string): Own {
  const own = diary.own.find((each) => each.id === wanted)
  if (!own) throw new Error('This telephone wrote no such message')
  return own
}

function fileOf(act: Extract<Act, { do: 'photo' | 'sticker' | 'voice' | 'document' }>): SentFile {
  const { file, caption } = act
  const given = file
    ? {
        bytes: Buffer.from(file.base64, 'base64'),
        mime: file.mime,
        ...(file.fileName !== undefined && { fileName: file.fileName }),
      }
    : sampleFile(act.do)
  return { ...given, ...(caption && { caption }) }
}
