package io.m2m.system.halt;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Walks over the calls of a class, in an order that is the same whoever walks, and may put a call of its own after them. */
final class CallSites extends ClassVisitor {
    private static final int API = Opcodes.ASM9;
    private static final String AGENT = Type.getInternalName(HaltAgent.class);
    private static final String PASSED = "passed";
    private static final String PASSED_TYPE = "(Ljava/lang/String;)V";

    private final Predicate<CallSite> wanted;
    private final boolean after;
    private final Map<String, Integer> seen = new HashMap<>();
    private String caller = "";

    private CallSites(ClassVisitor next, Predicate<CallSite> wanted) {
        super(API, next);
        this.wanted = wanted;
        this.after = true;
    }

    private CallSites(Predicate<CallSite> each) {
        super(API);
        this.wanted = each;
        this.after = false;
    }

    /** @param each told of every call */
    static void walk(byte[] type, Predicate<CallSite> each) {
        new ClassReader(type).accept(new CallSites(each), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** The class with {@link HaltAgent#passed} called after each of the wanted calls. */
    static byte[] after(byte[] type, Predicate<CallSite> wanted) {
        ClassReader reader = new ClassReader(type);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new CallSites(writer, wanted), 0);
        return writer.toByteArray();
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        caller = name;
        super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
        return new Calls(super.visitMethod(access, name, type, signature, exceptions), name);
    }

    private CallSite next(String method, String owner, String called) {
        int number = seen.merge(method + " > " + owner + "." + called, 1, Integer::sum);
        return new CallSite(caller, method, owner, called, number);
    }

    private final class Calls extends MethodVisitor {
        private final String method;

        private Calls(MethodVisitor next, String method) {
            super(API, next);
            this.method = method;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean ofInterface) {
            CallSite site = next(method, owner, name);
            super.visitMethodInsn(opcode, owner, name, type, ofInterface);
            if (opcode != Opcodes.INVOKESPECIAL && wanted.test(site) && after) {
                super.visitLdcInsn(site.name());
                super.visitMethodInsn(Opcodes.INVOKESTATIC, AGENT, PASSED, PASSED_TYPE, false);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle maker, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle && !handle.getName().startsWith("lambda$")) {
                    wanted.test(next(method, handle.getOwner(), handle.getName()));
                }
            }
            super.visitInvokeDynamicInsn(name, type, maker, arguments);
        }
    }
}
