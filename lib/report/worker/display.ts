import type { Input, Query, RowView, Shown } from '../protocol.ts';
import type { Held } from './held.ts';
import { matching } from './matching.ts';
import { arrange, type Order, unfolded } from './order.ts';
import { rowsOf } from './rows.ts';

/** Rows that come with an answer, unasked: those that are seen first. */
const firstRows = 96;

const noQuery: Query = { search: '', chosen: {}, shape: 'tree', columns: ['title'], language: 'en' };

/** What is shown of the report that is open: what the last query found, in order, less what is folded away. */
export class Display {
  held: Held | undefined;
  query = noQuery;
  order: Order = arrange([], undefined, noQuery);
  #visible: Int32Array = new Int32Array(0);
  readonly #folded = new Set<number>();

  /** Shows another report, or none, with everything unfolded. */
  show(held: Held | undefined): Shown {
    this.held = held;
    this.#folded.clear();
    return this.ask(this.query);
  }

  ask(query: Query): Shown {
    this.query = query;
    this.order = this.held
      ? arrange(matching(this.held, query), this.held, query)
      : arrange([], undefined, query);
    this.#unfold();
    return this.#from(0);
  }

  fold(what: Input<'fold'>): Shown {
    if ('all' in what) {
      this.#folded.clear();
      if (!what.open) for (const at of this.order.at) this.#folded.add(at);
    } else if (what.open) this.#folded.delete(what.at);
    else this.#folded.add(what.at);
    this.#unfold();
    return this.#from(what.from);
  }

  rows(from: number, count: number): RowView[] {
    const { held, order, query } = this;
    return held ? rowsOf(held, order, this.#visible, this.#folded, query.columns, from, count) : [];
  }

  #unfold(): void {
    this.#visible = unfolded(this.order, this.#folded);
  }

  #from(wanted: number): Shown {
    const visible = this.#visible.length;
    const from = Math.max(0, Math.min(wanted, visible - 1));
    return { visible, all: this.order.at.length, from, rows: this.rows(from, firstRows) };
  }
}
