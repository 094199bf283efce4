import type { Person } from './model.ts';

/** Several in one cell, each once. */
export function split(text: string, by: string): string[] {
  if (!text) return [];
  const listed = text.includes('[') ? inList(text.trim()) : undefined;
  if (!listed && !text.includes(by)) return text.trim() ? [text.trim()] : [];
  return [...new Set((listed ?? text.split(by)).map((part) => part.trim()))].filter(Boolean);
}

/** `['Ann', 'Bob']`, `["Ann"]`: how programs write a list where a text should be. */
function inList(text: string): string[] | undefined {
  const [, mark = '', inner] = /^\[\s*(['"])(.*)\1\s*\]$/s.exec(text) ?? [];
  return inner?.split(new RegExp(`${mark}\\s*,\\s*${mark}`));
}

export const person = (name: string): Person | undefined => (name.trim() ? { name: name.trim() } : undefined);
