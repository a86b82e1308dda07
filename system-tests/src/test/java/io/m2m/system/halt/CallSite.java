package io.m2m.system.halt;

/**
 * One call in the program's code, or a place where it hands a method over to be called.
 *
 * @param caller internal name of the class that calls
 * @param method the method that calls
 * @param owner internal name of the class or interface that is called
 * @param called the method that is called
 * @param number of this call among those of {@code called} in methods of the name {@code method}, from 1, in their order
 */
record CallSite(String caller, String method, String owner, String called, int number) {
    /** As people and files name it: {@code dumper/dump/DumpSegments.dump > Documents.write 2}. */
    String name() {
        return caller.replace("io/m2m/", "") + "." + method + " > " + owner.substring(owner.lastIndexOf('/') + 1) + "."
                + called + " " + number;
    }
}
