import { expect, test } from 'vitest'
import { newId, openHouse } from '#test/house.ts'
import { uploadFile } from './upload.ts'

const house = openHouse()

test('a file that is sent once more, because the answer was lost, is one file; another under its id is refused', async () => {
  const id = newId()
  const upload = (text: string) =>
    uploadFile(house.session(), {
      ...{ id, name: 'كشف.txt', mime: 'text/plain', voice: false },
      content: Buffer.from(text).toString('base64'),
    })
  expect((await upload('كشف حساب')).id).toBe(id)
  expect((await upload('كشف حساب')).id).toBe(id)
  expect(await house.sql('select id from file')).toEqual([{ id }])
  await expect(upload('كشف آخر')).rejects.toThrow('request.id_reused')
})
