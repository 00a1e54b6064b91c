import type { ReactNode } from "react";
import { KeyValues } from "@/components/ui/key-values";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { words } from "./event-words";
import { PlainValue } from "./plain-value";

type Json = Readonly<Record<string, unknown>>;

/** A commerce event: the transaction, then each product with quantity and total price. */
export function CommerceView({ data }: { data: Json }) {
  const action = record(data.product_action);
  const promotion = record(data.promotion_action);
  const impressions = list(data.product_impressions);
  const cart = record(data.shopping_cart);
  const currency = typeof data.currency_code === "string" ? data.currency_code : null;
  const { products: _listed, ...transaction } = action ?? {};
  return (
    <div className="space-y-4">
      {action ? (
        <Part title={`Transaction: ${words(String(action.action ?? "unknown"))}`}>
          <KeyValues
            rows={Object.entries({ ...transaction, ...(currency ? { currency_code: currency } : {}) }).map(
              ([name, value]) => ({ name: words(name), value: <PlainValue value={value} /> }),
            )}
          />
        </Part>
      ) : null}
      {action ? <Products title="Products" products={list(action.products)} currency={currency} /> : null}
      {promotion ? (
        <Part title={`Promotion: ${words(String(promotion.action ?? "view"))}`}>
          {list(promotion.promotions).map((one, index) => (
            <KeyValues
              // biome-ignore lint/suspicious/noArrayIndexKey: promotions have no ids of ours
              key={index}
              rows={Object.entries(one).map(([name, value]) => ({
                name: words(name),
                value: <PlainValue value={value} />,
              }))}
            />
          ))}
        </Part>
      ) : null}
      {impressions.map((one, index) => (
        <Products
          // biome-ignore lint/suspicious/noArrayIndexKey: impressions have no ids
          key={index}
          title={`Impressions: ${String(one.product_impression_list ?? "list")}`}
          products={list(one.products)}
          currency={currency}
        />
      ))}
      {cart ? <Products title="Shopping cart" products={list(cart.products)} currency={currency} /> : null}
    </div>
  );
}

function Products({ title, products, currency }: { title: string; products: Json[]; currency: string | null }) {
  if (products.length === 0) return null;
  const money = (value: unknown) =>
    typeof value === "number" ? `${format(value)}${currency ? ` ${currency}` : ""}` : null;
  return (
    <Part title={`${title} (${products.length})`}>
      <div className="overflow-x-auto rounded-md border border-line">
        <Table>
          <TableHead>
            <tr>
              <HeadCell>Product</HeadCell>
              <HeadCell className="text-right">Quantity</HeadCell>
              <HeadCell className="text-right">Price</HeadCell>
              <HeadCell className="text-right">Total</HeadCell>
            </tr>
          </TableHead>
          <tbody>
            {products.map((product, index) => {
              const { id, name, quantity, price, total_product_amount: total, ...more } = product;
              const sum =
                total ?? (typeof quantity === "number" && typeof price === "number" ? quantity * price : undefined);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cart may hold a product twice
                <Row key={index} className="align-top">
                  <Cell>
                    <div className="font-medium">
                      <PlainValue value={name ?? id} />
                    </div>
                    {name && id ? <div className="font-mono text-muted text-xs">{String(id)}</div> : null}
                    <div className="text-muted text-xs">
                      {Object.entries(more).map(([field, value]) => (
                        <div key={field}>
                          {words(field)}: <PlainValue value={value} />
                        </div>
                      ))}
                    </div>
                  </Cell>
                  <Cell className="text-right">{typeof quantity === "number" ? format(quantity) : "—"}</Cell>
                  <Cell className="whitespace-nowrap text-right">{money(price) ?? "—"}</Cell>
                  <Cell className="whitespace-nowrap text-right">{money(sum) ?? "—"}</Cell>
                </Row>
              );
            })}
          </tbody>
        </Table>
      </div>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4 className="mb-1 font-medium text-muted text-xs">{title}</h4>
      {children}
    </section>
  );
}

const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 10 });
const format = (value: number) => numbers.format(value);

function record(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function list(value: unknown): Json[] {
  if (!Array.isArray(value)) return [];
  return value.map(record).filter((item) => item !== null);
}
