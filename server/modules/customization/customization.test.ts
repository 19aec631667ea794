import { expect, test } from 'vitest'
import type { SaveView } from '#core/customization/api.ts'
import { pngLogo } from '#test/documents/picture.ts'
import { newId, openHouse } from '#test/house.ts'
import { picturesOf, setLogo, showLogo } from './logo.ts'
import { listViews, removeView, saveView } from './views.ts'

const house = openHouse()

const view = (name: string, shared = false): SaveView => ({
  ...{ id: newId(), list: 'invoices', name, shared },
  search: { timing: 'overdue', sort: '-dueOn' },
})
const colleague = async () => {
  const [row] = await house.sql<{ id: string }>(
    `insert into member (company_id, id, person_id, name, email, created_at)
     select company_id, $2, person_id, 'ريم', 'reem@example.com', now() from member
     where company_id = $1 limit 1 on conflict do nothing returning id`,
    [house.company.companyId, newId()],
  )
  const session = house.session({
    'customization.read': 'own',
    'customization.save_views': 'own',
  })
  return { ...session, actor: { kind: 'user' as const, id: row?.id ?? null, name: 'ريم' } }
}

test('a view is its owner’s until it is shared; only they, or who may change all, change it', async () => {
  const reem = await colleague()
  const mine = await saveView(house.session(), view('متأخرة الرياض'))
  const ours = await saveView(house.session(), view('متأخرة الكل', true))

  const seen = (await listViews(reem, { list: 'invoices' })).rows
  expect(seen.map(({ id, mine: own, changeable }) => [id, own, changeable])).toEqual([
    [ours.id, false, false],
  ])
  await expect(removeView(reem, { id: ours.id })).rejects.toMatchObject({
    code: 'customization.view_not_found',
  })
  await expect(saveView(reem, { ...view('سرقة'), id: mine.id })).rejects.toMatchObject({
    code: 'customization.view_not_found',
  })

  const theirs = await saveView(reem, view('عروض ريم', true))
  await removeView(house.session(), { id: theirs.id })
  const renamed = { ...view('متأخرة جدة'), id: mine.id }
  expect((await saveView(house.session(), renamed)).name).toBe('متأخرة جدة')
})

test('one name once, however many save it at the same moment', async () => {
  const attempts = await Promise.allSettled(
    Array.from({ length: 10 }, () => saveView(house.session(), view('الأحدث'))),
  )
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const attempt of attempts)
    if (attempt.status === 'rejected')
      expect(attempt.reason).toMatchObject({ code: 'customization.view_name_taken' })
})

const png = pngLogo()

test('the logo is a picture by its bytes, and another company does not get it', async () => {
  await setLogo(house.session(), { content: png.toString('base64') })
  const { url } = await showLogo(house.session())
  const answer = await house.http.request(url ?? '')
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png)
  expect(await picturesOf(house.session())).toEqual({ logo: { format: 'png', bytes: png } })
  expect(await showLogo(house.session(undefined, await house.anotherCompany()))).toEqual({
    url: null,
  })

  const page = Buffer.from('<svg onload="alert(1)"/>').toString('base64')
  await expect(setLogo(house.session(), { content: page })).rejects.toMatchObject({
    code: 'file.kind_refused',
  })
  await expect(
    setLogo(house.session(['customization.read']), { content: null }),
  ).rejects.toMatchObject({ code: 'access.forbidden' })
  await setLogo(house.session(), { content: null })
  expect(await showLogo(house.session())).toEqual({ url: null })
})

test('a picture that no document could carry is refused before it becomes the logo', async () => {
  const set = (bytes: Buffer) =>
    setLogo(house.session(), { content: bytes.toString('base64') }).then(
      () => 'taken',
      ({ code }) => code,
    )
  const vast = pngLogo(60)
  vast.writeUInt32BE(60_000, 16)
  expect(await set(vast)).toBe('customization.logo_too_large')
  expect(await set(png.subarray(0, 60))).toBe('customization.logo_unreadable')
  expect(await set(Buffer.from('ffd8ffe000044a46ffc2001108006400c8', 'hex'))).toBe(
    'customization.logo_unreadable',
  )
  expect(await picturesOf(house.session())).toEqual({})
})
