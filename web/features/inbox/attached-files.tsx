import { ActionIcon, Loader } from '@mantine/core'
import { IconFile, IconX } from '@tabler/icons-react'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'
import { useSize } from './file-card.tsx'
import type { FilesView } from './use-files.ts'

/** The files that go with the answer, and what keeps one of them from going. */
export function AttachedFiles({ files }: { files: FilesView }) {
  const t = useWords('inbox')
  const size = useSize()
  if (files.rows.length === 0) return null
  return (
    <ul className={css['files']} aria-label={t('attached')}>
      {files.rows.map(({ id, name, bytes, file, problem }) => (
        <li key={id} data-problem={problem !== null || undefined}>
          {file?.as === 'image' ? (
            <img src={file.link} alt="" />
          ) : file || problem ? (
            <IconFile size={18} aria-hidden="true" />
          ) : (
            <Loader size={16} aria-label={t('uploading')} />
          )}
          <span>
            <span dir="ltr">{name}</span>
            <small>{problem ?? size(bytes)}</small>
          </span>
          <ActionIcon size={24} aria-label={t('detach', { name })} onClick={() => files.remove(id)}>
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}
