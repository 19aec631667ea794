import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { labelColours } from '#core/inbox/conversation.ts'
import { SaveLabel } from '#core/inbox/settings.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { TextField, useField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Section } from '#web/ui/page.tsx'
import { Question } from '#web/ui/question.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { SettingsFrame } from './frame.tsx'
import css from './settings.module.css'
import { useChange } from './use-change.ts'

type Row = Awaited<ReturnType<typeof client.inbox.labels>>['rows'][number]

/** The labels that colleagues put on conversations. */
export function LabelsPage() {
  const t = useWords('inboxSettings')
  const { data, error, refetch } = useQuery(api.inbox.labels.queryOptions({ input: {} }))
  const [added, setAdded] = useState(0)
  return (
    <SettingsFrame part="labels" hint={t('labels_hint')}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={4} />}
      <ul className={css['rows']}>
        {data?.rows.map((row) => (
          <LabelLine key={row.id} row={row} />
        ))}
      </ul>
      {data && (
        <Section title={t('label_new')} {...(data.rows.length === 0 && { hint: t('no_labels') })}>
          <LabelForm key={added} onSaved={() => setAdded(added + 1)} />
        </Section>
      )}
    </SettingsFrame>
  )
}

function LabelLine({ row }: Readonly<{ row: Row }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const [doing, setDoing] = useState<'edit' | 'remove' | null>(null)
  const { id, name, colour, conversations } = row
  const remove = useChange(
    () => client.inbox.removeLabel({ id }),
    () => toast.said(t('label_removed', { name })),
  )
  if (doing === 'edit')
    return (
      <li className={css['rowEdit']}>
        <LabelForm
          first={{ id, name, colour }}
          onSaved={() => setDoing(null)}
          onCancel={() => setDoing(null)}
        />
      </li>
    )
  return (
    <li className={css['row']}>
      <i className={css['labelMark']} data-colour={colour} aria-hidden="true" />
      <div className={css['rowMain']}>
        <b>
          <Bdi>{name}</Bdi>
        </b>
        <small>
          {t(`colour_${colour}`)}
          {' · '}
          {t('conversations_count', { count: conversations })}
        </small>
      </div>
      <RowMenu
        name={name}
        items={[
          { label: ui('edit'), run: () => setDoing('edit') },
          { label: ui('remove'), run: () => setDoing('remove'), grave: true },
        ]}
      />
      <Question
        open={doing === 'remove'}
        onClose={() => setDoing(null)}
        title={t('label_remove_ask', { name })}
        yes={ui('remove')}
        grave
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      >
        {t('label_remove_hint', { count: conversations })}
      </Question>
    </li>
  )
}

function LabelForm({
  first,
  onSaved,
  onCancel,
}: Readonly<{ first?: SaveLabel; onSaved: () => void; onCancel?: () => void }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const [id] = useState(newId)
  const save = useChange((row: SaveLabel) => client.inbox.saveLabel(row))
  const form = useForm({
    schema: SaveLabel,
    initial: first ?? { id, name: '', colour: 'blue' },
    save: async (row) => {
      await save.mutateAsync(row)
      toast.said(t('label_saved', { name: row.name }))
      onSaved()
    },
  })
  return (
    <FormFields
      form={form}
      submit={first ? ui('save') : t('label_add')}
      {...(onCancel ? { onCancel } : {})}
    >
      <Pair>
        <TextField path="name" label={t('label_name')} maxLength={40} />
        <ColourField />
      </Pair>
    </FormFields>
  )
}

function ColourField() {
  const t = useWords('inboxSettings')
  const { value, set, props } = useField({ path: 'colour', label: t('label_colour') })
  const colour = typeof value === 'string' ? value : 'grey'
  return (
    <Select
      {...props}
      data={labelColours.map((each) => ({ value: each, label: t(`colour_${each}`) }))}
      value={colour}
      onChange={(next) => set(next ?? colour)}
      allowDeselect={false}
      leftSection={<i className={css['labelMark']} data-colour={colour} aria-hidden="true" />}
      renderOption={({ option }) => (
        <span className={css['option']}>
          <i className={css['labelMark']} data-colour={option.value} aria-hidden="true" />
          {option.label}
        </span>
      )}
    />
  )
}
