import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Contact,
  type Customer,
  type Identity,
  NewContact,
  NewIdentity,
} from '#core/contacts/customer.ts'
import { Id } from '#core/list.ts'
import { formatPhone } from '#core/phone.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { CheckField, SelectField, TextField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { useWords } from '#web/words.ts'

type Of = Readonly<{ customer: Customer; onClose: () => void }>
const SavedContact = NewContact.extend({ id: Id })
const SavedIdentity = NewIdentity.extend({ id: Id })

/** Adds or corrects a person at the customer. */
export function ContactDialog({ customer, contact, onClose }: Of & { contact: Contact | null }) {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const [save, close] = [ui('save'), ui('close')]
  const queries = useQueryClient()
  const [id] = useState(() => contact?.id ?? newId())
  const form = useForm({
    schema: SavedContact,
    initial: {
      ...{ id, name: contact?.name ?? '', title: contact?.title ?? '' },
      primary: contact?.primary ?? customer.contacts.length === 0,
    },
    save: async (values) => {
      await client.contacts.saveContact({ ...values, customerId: customer.id })
      await queries.invalidateQueries({ queryKey: api.contacts.key() })
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={contact ? contact.name : t('add_person')}
      closeButtonProps={{ 'aria-label': close }}
    >
      <FormFields form={form} submit={save} onCancel={onClose}>
        <TextField path="name" label={t('name')} autoFocus />
        <TextField path="title" label={t('contact_title')} optional />
        <CheckField path="primary" label={t('make_primary')} />
      </FormFields>
    </Modal>
  )
}

type IdentityProps = Of & Readonly<{ kind: 'phone' | 'email'; identity: Identity | null }>

/** Adds or corrects a phone or an e-mail of the customer. */
export function IdentityDialog({ customer, kind, identity, onClose }: IdentityProps) {
  const t = useWords('contacts')
  const ui = useWords('ui')
  const [save, close] = [ui('save'), ui('close')]
  const queries = useQueryClient()
  const [id] = useState(() => identity?.id ?? newId())
  const first = !customer.identities?.some((each) => each.kind === kind)
  const typed = identity && (kind === 'phone' ? formatPhone(identity.value) : identity.value)
  const form = useForm({
    schema: SavedIdentity,
    initial: {
      ...{ id, kind: identity?.kind ?? kind, typed: typed ?? '', label: identity?.label ?? '' },
      primary: identity?.primary ?? first,
      ...(identity?.contactId && { contactId: identity.contactId }),
    },
    save: async (values) => {
      await client.contacts.saveIdentity({ ...values, customerId: customer.id })
      await queries.invalidateQueries({ queryKey: api.contacts.key() })
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t(identity ? kind : `add_${kind}`)}
      closeButtonProps={{ 'aria-label': close }}
    >
      <FormFields form={form} submit={save} onCancel={onClose}>
        <TextField
          path="typed"
          label={t(kind)}
          ltr
          type={kind === 'phone' ? 'tel' : 'email'}
          autoFocus
        />
        <TextField path="label" label={t('label')} hint={t('label_hint')} optional />
        {customer.contacts.length > 0 && (
          <SelectField
            path="contactId"
            label={t('contact')}
            optional
            clearable
            options={customer.contacts.map((contact) => ({
              value: contact.id,
              label: contact.name,
            }))}
          />
        )}
        <CheckField path="primary" label={t('make_primary')} />
      </FormFields>
    </Modal>
  )
}
