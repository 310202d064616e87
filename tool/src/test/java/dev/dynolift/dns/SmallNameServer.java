package dev.dynolift.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on a port of this machine, over UDP: answers from lines such as "crema.example 300 A 203.0.113.9". */
public final class SmallNameServer implements AutoCloseable {

    private final DatagramSocket socket;
    private final List<Record> records = new ArrayList<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private SmallNameServer(DatagramSocket socket) {
        this.socket = socket;
    }

    public static SmallNameServer start(String... lines) throws IOException {
        SmallNameServer server = new SmallNameServer(new DatagramSocket(0, InetAddress.getByName("127.0.0.1")));
        for (String line : lines) {
            String[] parts = line.split(" ", 4);
            server.records.add(Record.fromString(
                    Name.fromString(parts[0], Name.root),
                    Type.value(parts[2]),
                    DClass.IN,
                    Long.parseLong(parts[1]),
                    parts[3],
                    Name.root));
        }
        Thread thread = new Thread(server::serve, "small-name-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Questions for this name are not answered any more. */
    public void silence(String name) {
        silent.add(name + ".");
    }

    /** Questions for this name are answered with SERVFAIL. */
    public void fail(String name) {
        failing.add(name + ".");
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message query = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                if (!silent.contains(query.getQuestion().getName().toString())) {
                    byte[] answer = answer(query).toWire();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed, or nonsense that a server drops.
            }
        }
    }

    private Message answer(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        Name name = query.getQuestion().getName();
        int type = query.getQuestion().getType();
        boolean known = records.stream().anyMatch(record -> record.getName().equals(name));
        if (failing.contains(name.toString())) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        answer.getHeader().setRcode(known ? Rcode.NOERROR : Rcode.NXDOMAIN);
        for (Record record : records) {
            boolean wanted =
                    record.getType() == type || (type == Type.A || type == Type.AAAA) && record.getType() == Type.CNAME;
            if (record.getName().equals(name) && wanted) {
                answer.addRecord(record, Section.ANSWER);
            }
        }
        return answer;
    }
}
