import { Select, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { LabelColour, labelColours } from '#core/inbox/conversation.ts'
import { type ConversationType, SaveType } from '#core/inbox/settings.ts'
import { client } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { CheckField, SelectField, TextField, useField } from '#web/ui/form/fields.tsx'
import { FormFields, Pair, useFormAround } from '#web/ui/form/form-page.tsx'
import { useForm } from '#web/ui/form/use-form.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useDepartments, useTypeChoices } from './choices.ts'
import { texts } from './several-field.tsx'
import { useChange } from './use-change.ts'

const { name, departmentId, words, active } = SaveType.shape

/** The form of a type: a level that is asked for, or none. */
const Values = z.object({
  ...{ name, departmentId, words, active },
  nameEn: z.string().trim().max(60).optional(),
  colour: LabelColour,
  level: z.enum(['none', '1', '2', '3']),
  skillTypeId: z.string().nullish(),
})

const blank = {
  ...{ name: '', departmentId: null, words: [], active: true },
  ...{ colour: 'grey', level: 'none', skillTypeId: null },
}

const valuesOf = ({ own, skill, ...row }: ConversationType) => ({
  ...{ departmentId: row.departmentId, words: row.words, active: row.active, colour: row.colour },
  ...{ name: own.ar, nameEn: own.en ?? '' },
  level: skill ? String(skill.level) : 'none',
  skillTypeId: skill?.typeId ?? null,
})

/** Makes a type of conversation or changes one. */
export function TypeForm({
  first,
  onDone,
}: Readonly<{ first?: ConversationType; onDone: () => void }>) {
  const t = useWords('inboxSettings')
  const ui = useWords('ui')
  const [id] = useState(() => first?.id ?? newId())
  const save = useChange((row: SaveType) => client.inbox.saveType(row))
  const form = useForm({
    schema: Values,
    initial: first ? valuesOf(first) : blank,
    save: async ({ nameEn, level, skillTypeId, ...row }) => {
      const skill = level === 'none' ? null : { typeId: skillTypeId ?? null, level: Number(level) }
      await save.mutateAsync({ id, ...row, nameEn: nameEn || null, skill })
      toast.said(t('type_saved', { name: row.name }))
      onDone()
    },
  })
  return (
    <FormFields form={form} submit={first ? ui('save') : t('type_add')} onCancel={onDone}>
      <Pair>
        <TextField path="name" label={t('type_name')} maxLength={60} />
        <TextField path="nameEn" label={t('type_name_en')} maxLength={60} ltr optional />
      </Pair>
      <Pair>
        <SelectField
          path="colour"
          label={t('type_colour')}
          options={labelColours.map((value) => ({ value, label: t(`colour_${value}`) }))}
        />
        <DepartmentField />
      </Pair>
      <SkillFields id={id} />
      <WordsField />
      <CheckField path="active" label={t('type_active')} />
    </FormFields>
  )
}

/** What a colleague must know to be given it, and how well. */
function SkillFields({ id }: { id: string }) {
  const t = useWords('inboxSettings')
  const form = useFormAround()
  const types = useTypeChoices().filter(({ value }) => value !== id)
  return (
    <Pair>
      <SelectField
        path="level"
        label={t('type_level')}
        hint={t('type_level_hint')}
        options={[
          { value: 'none', label: t('type_level_none') },
          ...([1, 2, 3] as const).map((level) => ({
            value: String(level),
            label: t('type_level_least', { level: t(`level_${level}`) }),
          })),
        ]}
      />
      {form.get('level') !== 'none' && (
        <SelectField
          path="skillTypeId"
          label={t('type_skill')}
          options={[{ value: id, label: t('type_skill_own') }, ...types]}
        />
      )}
    </Pair>
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
