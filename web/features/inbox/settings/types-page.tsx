import { Button, Select, TagsInput } from '@mantine/core'
import { IconPlus, IconTags } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type ConversationType, SaveType } from '#core/inbox/settings.ts'
import { api, client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { CheckField, TextField, useField } from '#web/ui/form/fields.tsx'
import { FormFields } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { Question } from '#web/ui/question.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useDepartments } from './choices.ts'
import { SettingsFrame } from './frame.tsx'
import css from './settings.module.css'
import { texts } from './several-field.tsx'
import { useChange } from './use-change.ts'

/** What everything that arrives is taken for, and who answers each. */
export function TypesPage() {
  const t = useWords('inboxSettings')
  const [adding, setAdding] = useState(false)
  const { data, error, refetch } = useQuery(api.inbox.types.queryOptions({ input: {} }))
  const add = !adding && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('type_new')}
    </Button>
  )
  return (
    <SettingsFrame part="types" hint={t('types_hint')} actions={add}>
      {error && !data && <Failed error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={5} />}
      {adding && (
        <div className={css['rowEdit']}>
          <TypeForm onDone={() => setAdding(false)} />
        </div>
      )}
      <ul className={css['rows']}>
        {data?.rows.map((row) => (
          <TypeLine key={row.id} row={row} />
        ))}
      </ul>
    </SettingsFrame>
  )
}

function TypeLine({ row }: Readonly<{ row: ConversationType }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const departments = useDepartments()
  const [doing, setDoing] = useState<'edit' | 'remove' | null>(null)
  const { id, name, departmentId, words, active } = row
  const turn = useChange((on: boolean) =>
    client.inbox.saveType({ id, name, departmentId, words, active: on }),
  )
  const remove = useChange(
    () => client.inbox.removeType({ id }),
    () => toast.said(t('type_removed', { name })),
  )
  if (doing === 'edit')
    return (
      <li className={css['rowEdit']}>
        <TypeForm first={row} onDone={() => setDoing(null)} />
      </li>
    )
  return (
    <li className={css['row']} data-off={!active || undefined}>
      <IconTags size={20} stroke={1.6} />
      <div className={css['rowMain']}>
        <b>
          <Bdi>{name}</Bdi>
          {row.key !== null && <Chip>{t('type_shipped')}</Chip>}
          {!active && <Chip tone="void">{t('type_off')}</Chip>}
        </b>
        <small>
          <Bdi>
            {departments.find((each) => each.value === departmentId)?.label ?? t('no_department')}
          </Bdi>
          {' · '}
          {t('lessons', { count: row.lessons })}
          {words.length > 0 && ` · ${t('words_count', { count: words.length })}`}
        </small>
      </div>
      <RowMenu
        name={name}
        items={[
          { label: ui('edit'), run: () => setDoing('edit') },
          { label: t(active ? 'switch_off' : 'switch_on'), run: () => turn.mutate(!active) },
          {
            label: ui('remove'),
            run: () => setDoing('remove'),
            grave: true,
            ...(row.key === null ? {} : { because: t('shipped_stays') }),
          },
        ]}
      />
      <Question
        open={doing === 'remove'}
        onClose={() => setDoing(null)}
        title={t('type_remove_ask', { name })}
        yes={ui('remove')}
        grave
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      >
        {t('type_remove_hint')}
      </Question>
    </li>
  )
}

function TypeForm({ first, onDone }: Readonly<{ first?: ConversationType; onDone: () => void }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const [id] = useState(newId)
  const save = useChange((row: SaveType) => client.inbox.saveType(row))
  const form = useForm({
    schema: SaveType,
    initial: first ?? { id, name: '', departmentId: null, words: [], active: true },
    save: async (row) => {
      await save.mutateAsync(row)
      toast.said(t('type_saved', { name: row.name }))
      onDone()
    },
  })
  return (
    <FormFields form={form} submit={first ? ui('save') : t('type_add')} onCancel={onDone}>
      <TextField path="name" label={t('type_name')} maxLength={60} />
      <DepartmentField />
      <WordsField />
      <CheckField path="active" label={t('type_active')} />
    </FormFields>
  )
}

function DepartmentField() {
  const t = useWords('inboxSettings')
  const departments = useDepartments()
  const { value, set, props } = useField({
    path: 'departmentId',
    label: t('type_department'),
    optional: true,
  })
  return (
    <Select
      {...props}
      data={departments}
      value={typeof value === 'string' ? value : null}
      onChange={set}
      placeholder={t('no_department')}
      clearable
    />
  )
}

function WordsField() {
  const t = useWords('inboxSettings')
  const { value, set, props } = useField({
    path: 'words',
    label: t('type_words'),
    hint: t('type_words_hint'),
    optional: true,
  })
  return (
    <TagsInput
      {...props}
      value={texts(value)}
      onChange={set}
      maxTags={60}
      splitChars={[',', '،']}
      acceptValueOnBlur
    />
  )
}
