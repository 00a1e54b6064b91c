"use client";
import {
  type Announcements,
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { cn } from "@/components/ui/cn";
import { identityLabel } from "@/lib/batch/identity-names";
import type { IdentitySettings } from "@/lib/identity/settings";
import { type TypeActions, TypeRow, type TypeRowProps } from "./type-row";
import { TypesFrame } from "./types-frame";

const INSTRUCTIONS = {
  draggable:
    "Space or Enter picks the type up, the arrow keys move it, Space or Enter puts it down, Escape puts it back.",
};

type SortableTypesProps = { settings: IdentitySettings; actions: TypeActions };

/** The types as rows that are moved by their handle: with the pointer, or picked up and moved by key. */
export function SortableTypes({ settings, actions }: SortableTypesProps) {
  const { priority } = settings;
  const sensors = useSensors(
    useSensor(PointerSensor),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  return (
    <DndContext
      id="identity-priority"
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements: announcements(priority), screenReaderInstructions: INSTRUCTIONS }}
      onDragEnd={({ active, over }) => {
        if (over && over.id !== active.id) actions.move(String(active.id), priority.indexOf(String(over.id)), "drag");
      }}
    >
      <SortableContext items={[...priority]} strategy={verticalListSortingStrategy}>
        <TypesFrame mayEdit>
          {priority.map((type, index) => (
            <SortableRow key={type} type={type} index={index} settings={settings} actions={actions} />
          ))}
        </TypesFrame>
      </SortableContext>
    </DndContext>
  );
}

function SortableRow(props: TypeRowProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: props.type,
  });
  return (
    <TypeRow
      {...props}
      dragged={{
        ref: setNodeRef,
        // Up and down only.
        style: { transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition },
        className: cn(isDragging && "relative z-20 shadow-pop"),
      }}
      handle={{ ...attributes, ...listeners, ref: setActivatorNodeRef }}
    />
  );
}

function announcements(priority: readonly string[]): Announcements {
  const name = (id: UniqueIdentifier) => identityLabel(String(id));
  const place = (id: UniqueIdentifier) => `place ${priority.indexOf(String(id)) + 1} of ${priority.length}`;
  const pickedUp = (id: UniqueIdentifier) => `Picked up ${name(id)}, ${place(id)}.`;
  return {
    onDragStart: ({ active }) => pickedUp(active.id),
    onDragOver({ active, over }) {
      if (!over) return undefined;
      // The first place that it is over is its own, at once: the same words, or they would never be heard.
      return over.id === active.id ? pickedUp(active.id) : `${name(active.id)} is over ${place(over.id)}.`;
    },
    onDragEnd: ({ active, over }) => (over ? `${name(active.id)} was put down at ${place(over.id)}.` : undefined),
    onDragCancel: ({ active }) => `${name(active.id)} is back at ${place(active.id)}.`,
  };
}
