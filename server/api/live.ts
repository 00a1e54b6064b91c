import { Hono } from "hono";
import type { AppEnv } from "../http/types";

export const live = new Hono<AppEnv>();
