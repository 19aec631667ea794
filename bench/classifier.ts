import {
  classify,
  type Learned,
  learnedFrom,
  lessonOf,
  type MessageType,
} from '#core/inbox/classifier.ts'
import { type ShippedType, shippedTypes } from '#core/inbox/seed-words.ts'
import { heldOut, type Labelled, open } from '#test/fixtures/messages/read.ts'

/** How well the held-out messages are told apart: `node bench/classifier.ts`, the same every time. */
const types: readonly MessageType[] = shippedTypes.map((id) => ({ id, shipped: id }))
const corrections = 200

const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((word, at) =>
    Math.max(word.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  for (const row of [head, ...rows])
    console.log(`  ${row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')}`)
}

type Seen = Readonly<{ message: Labelled; guess: string; sure: boolean; certainty: number }>

const look = (messages: readonly Labelled[], learned: Learned): Seen[] =>
  messages.map((message) => {
    const { type, certainty, ranking } = classify(message.text, types, learned)
    return { message, guess: ranking[0]?.type ?? '', sure: type !== null, certainty }
  })

const right = (seen: readonly Seen[]): number =>
  seen.filter(({ message, guess }) => message.type === guess).length

function perType(seen: readonly Seen[]): void {
  const of = (type: ShippedType, guess: string) =>
    seen.filter((each) => each.message.type === type && each.guess === guess).length
  table(
    ['', 'precision', 'recall', ...shippedTypes.map((type) => `→ ${type}`)],
    shippedTypes.map((type) => [
      type,
      percent(of(type, type), seen.filter(({ guess }) => guess === type).length),
      percent(of(type, type), seen.filter(({ message }) => message.type === type).length),
      ...shippedTypes.map((guess) => String(of(type, guess))),
    ]),
  )
}

/** Said certainty against how often it is right; the mean difference is the calibration error. */
function calibration(seen: readonly Seen[]): void {
  const bands = [0, 0.5, 0.6, 0.7, 0.8, 0.9].map((from, at, all) => {
    const inside = seen.filter(
      ({ certainty }) => certainty >= from && certainty < (all[at + 1] ?? 1.01),
    )
    const said = inside.reduce((sum, { certainty }) => sum + certainty, 0)
    return { from, inside, said }
  })
  table(
    ['certainty from', 'messages', 'said', 'right'],
    bands.map(({ from, inside, said }) => [
      from.toFixed(1),
      String(inside.length),
      percent(said, inside.length),
      percent(right(inside), inside.length),
    ]),
  )
  const error = bands.reduce((sum, { inside, said }) => sum + Math.abs(said - right(inside)), 0)
  console.log(`  calibration error ${percent(error, seen.length)}`)
}

function report(name: string, learned: Learned): void {
  const seen = look(heldOut, learned)
  const sure = seen.filter((each) => each.sure)
  const first = seen.filter(({ message }) => message.id.startsWith('M'))
  console.log(`\n${name}: ${percent(right(seen), seen.length)} of ${seen.length} right`)
  console.log(
    `  of these by the other hand ${percent(right(first), first.length)} of ${first.length}`,
  )
  console.log(
    `  unsure of ${percent(seen.length - sure.length, seen.length)}; where sure, ${percent(right(sure), sure.length)} right`,
  )
  perType(seen)
  calibration(seen)
  const dialects = [...new Set(heldOut.map(({ dialect }) => dialect))]
  const parts = dialects.map((dialect) => {
    const inside = seen.filter(({ message }) => message.dialect === dialect)
    return `${dialect} ${percent(right(inside), inside.length)} of ${inside.length}`
  })
  console.log(`  ${parts.join(', ')}`)
}

// In the files' order the labels take turns from the 121st on: any two hundred are a fair mixture.
const told = open.slice(-corrections)
report('Before any correction', new Map())
report(
  `After ${corrections} corrections`,
  learnedFrom(told.flatMap(({ text, type }) => lessonOf(text, type))),
)

const missed = look(told, new Map()).filter(
  ({ message, guess, sure }) => !sure || message.type !== guess,
)
report(
  `After only those ${missed.length} of them that it had missed or was unsure of`,
  learnedFrom(missed.flatMap(({ message }) => lessonOf(message.text, message.type))),
)
