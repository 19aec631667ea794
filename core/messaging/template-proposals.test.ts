import { expect, test } from 'vitest'
import { meaningsOf, placesOf, previewOf, standingTexts } from './channel-template.ts'
import { problemsOf, variablesIn } from './template-draft.ts'
import { proposalsFor } from './template-proposals.ts'

const all = proposalsFor('https://wasl.example/pay')

test('every text of the house has a proposal in both languages that the vendor’s review takes', () => {
  const keys = all.map(({ standsFor, draft }) => `${standsFor} ${draft.language}`)
  const wanted = standingTexts.filter((key) => key !== 'free')
  expect(keys.toSorted()).toEqual(wanted.flatMap((key) => [`${key} ar`, `${key} en`]).toSorted())
  for (const { draft } of all) expect(problemsOf(draft), draft.name).toEqual([])
})

test('every place of a proposal means something that its text knows', () => {
  for (const { standsFor, draft, variables } of all) {
    const parts = { body: draft.body, buttons: draft.buttons as never }
    expect(placesOf(parts, variables)).toEqual(variables)
    for (const { part, means } of variables)
      expect(meaningsOf(standsFor, part), `${standsFor} ${means}`).toContain(means)
  }
})

test('a preview shows the values, and an example where none is given', () => {
  const [first] = all
  if (!first) throw new Error('There are proposals')
  const parts = { body: first.draft.body, buttons: first.draft.buttons as never }
  const shown = previewOf(parts, first.variables, { name: 'سعد' })
  expect(shown.body).toContain('سعد')
  expect(variablesIn(shown.body)).toEqual([])
  expect(shown.buttons).toEqual(['السداد الآن', 'سددت', 'أعدكم بموعد', 'اتصلوا بي'])
})
