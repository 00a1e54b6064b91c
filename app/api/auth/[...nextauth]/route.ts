import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/access/auth-options";

/** Sign-in, call-backs of single sign-on, sign-out. */
type RouteContext = { params: Promise<{ nextauth: string[] }> };
const handler = (request: NextRequest, context: RouteContext): Promise<Response> =>
  NextAuth(request, context, authOptions());

export { handler as GET, handler as POST };
