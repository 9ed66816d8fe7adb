import { useTranslator } from '../i18n.tsx';
import type { EditorKey, EditorTranslator } from './en.ts';

export const useEditorText = (): EditorTranslator => useTranslator<EditorKey>();
