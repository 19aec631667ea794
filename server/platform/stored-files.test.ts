import { expect, test } from 'vitest'
import { newId, openHouse } from '#test/house.ts'
import { reaction } from './command.ts'
import { fileLink, type KeptBytes, keepBytes, kindOf, storeFile } from './stored-files.ts'

const house = openHouse({ now: '2026-11-22T09:00:00+03:00' })

const put = reaction('test.put_file', (work, kept: KeptBytes) => storeFile(work, kept, 'كشف 1.pdf'))
const pdf = Buffer.from('%PDF-1.7 and so on')

async function stored(): Promise<string> {
  const { companyId } = house.company
  const kept = await keepBytes(house.house, companyId, pdf, ['pdf'])
  return put(house.session(), kept)
}

test('a link gives the bytes for five minutes, as a file to be saved and nothing that runs', async () => {
  const link = fileLink(house.house, house.company.companyId, await stored())
  const answer = await house.http.request(link)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''%D9/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')

  house.setNow('2026-11-22T09:06:00+03:00')
  expect((await house.http.request(link)).status).toBe(404)
  house.setNow('2026-11-22T09:00:00+03:00')
})

test('a changed link, one of nothing, and one of another company’s file open nothing', async () => {
  const id = await stored()
  const link = fileLink(house.house, house.company.companyId, id)
  const other = await house.anotherCompany()
  for (const wrong of [
    `${link.slice(0, -3)}AAA`,
    '/files/v1.a.b.c',
    fileLink(house.house, house.company.companyId, newId()),
    fileLink(house.house, other.companyId, id),
  ])
    expect((await house.http.request(wrong)).status).toBe(404)
})

test('what a file is stands in its bytes, whatever its name says', async () => {
  expect(kindOf(Buffer.from('GIF89a'))).toBeUndefined()
  expect(kindOf(Buffer.from('<html>'))).toBeUndefined()
  await expect(
    keepBytes(house.house, house.company.companyId, Buffer.from('MZ\x90'), ['pdf', 'png']),
  ).rejects.toMatchObject({ code: 'file.kind_refused' })
})
