import { Button, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { DeskCard, DeskPhone } from '#core/collections/desk-api.ts'
import { formatPhone, parsePhone } from '#core/phone.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { CheckedPhone } from '#web/ui/text/checked-phone.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { unbroken } from './say.ts'
import { useDeskChange } from './use-desk.ts'

type Props = Readonly<{
  card: DeskCard
  /** The number in whose place the right one is written; absent where there is none. */
  wrong: DeskPhone | undefined
  onClose: () => void
}>

/** What a reader lacks who may not correct a number. */
const needed = ['contacts.change', 'contacts.see_identities'] as const

/** «ابحث عن رقم صحيح»: the right number takes the place of the wrong one, and is dialled from then on. */
export function FindNumber({ card, wrong, onClose }: Props) {
  const t = useWords('desk')
  const close = useWords('ui')('close')
  const permissions = useWords('permissions')
  const may = useMay()
  const lacks = needed.find((permission) => may(permission) === undefined)
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t('find_number')}
      closeButtonProps={{ 'aria-label': close }}
    >
      {lacks ? (
        <p>{t('find_number_barred', { permission: permissions(lacks) })}</p>
      ) : (
        <NumberForm card={card} wrong={wrong} onClose={onClose} />
      )}
    </Modal>
  )
}

/** What the right number is saved as: in the place of the wrong one, if that is of this very record. */
const savedAs = ({ card, wrong }: Props, fresh: string) =>
  wrong && wrong.customerId === card.customerId
    ? {
        id: wrong.identityId,
        label: wrong.label,
        primary: wrong.primary,
        contactId: wrong.contactId,
      }
    : { id: fresh, label: null, primary: true, contactId: null }

function NumberForm(props: Props) {
  const { card, wrong, onClose } = props
  const t = useWords('desk')
  const queries = useQueryClient()
  const [fresh] = useState(newId)
  const known = new Set(card.phones.flatMap(({ value, wrong: mark }) => (mark ? [value] : [])))
  const done = async (said: string) => {
    toast.said(said)
    onClose()
    const keys = [api.contacts.key(), api.collections.key()]
    await Promise.all(keys.map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  const form = useForm({
    schema: z.object({
      typed: z
        .string()
        .trim()
        .refine((typed) => {
          const number = parsePhone(typed)
          return number !== undefined && !known.has(number)
        }),
    }),
    initial: { typed: '' },
    save: async ({ typed }) => {
      const { value } = await client.contacts.saveIdentity({
        ...savedAs(props, fresh),
        ...{ customerId: card.customerId, kind: 'phone', typed },
      })
      await done(t('new_number_saved', { phone: unbroken(formatPhone(value)) }))
    },
  })
  return (
    <FormFields
      form={form}
      submit={t('new_number_save')}
      onCancel={onClose}
      more={wrong && <RightAfterAll card={card} phone={wrong} onDone={done} />}
    >
      {wrong && (
        <p>
          {wrong.person && <Bdi>{wrong.person}</Bdi>}{' '}
          <CheckedPhone value={wrong.value} wrong={wrong.wrong} />
        </p>
      )}
      <TextField
        path="typed"
        label={t('new_number')}
        hint={t(wrong ? 'find_number_hint' : 'find_number_bare')}
        ltr
        type="tel"
        placeholder="0505512847"
        autoFocus
        wrong={(typed) => {
          const number = parsePhone(typeof typed === 'string' ? typed : '')
          return number === undefined ? t('new_number_wrong') : t('new_number_same')
        }}
      />
    </FormFields>
  )
}

type Right = Readonly<{
  card: DeskCard
  phone: DeskPhone
  onDone: (said: string) => Promise<void>
}>

/** The number that was marked wrong is theirs after all. */
function RightAfterAll({ card, phone, onDone }: Right) {
  const t = useWords('desk')
  const number = unbroken(formatPhone(phone.value))
  const mark = useDeskChange(
    () =>
      client.contacts.markNumber({
        ...{ customerId: card.customerId, id: phone.identityId, wrong: false },
      }),
    () => void onDone(t('number_right_said', { phone: number })),
  )
  return (
    <Button variant="default" loading={mark.isPending} onClick={() => mark.mutate(undefined)}>
      {t('number_right')}
    </Button>
  )
}
