package dev.sluice.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A client that speaks HTTP/2 frame by frame, wrong ones too. */
final class Http2Talk implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder((name, value) -> false, true);
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean isLast() {
            return (flags & END_STREAM) != 0;
        }

        /** What a reset or the end of a connection gives as its reason. */
        int code() {
            int at = type == GOAWAY ? 4 : 0;
            return payload[at] << 24 | payload[at + 1] << 16 | payload[at + 2] << 8 | payload[at + 3];
        }
    }

    Http2Talk(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuf frame = Unpooled.buffer(9 + payload.length);
        frame.writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload);
        out.write(frame.array(), 0, frame.readableBytes());
        out.flush();
    }

    /** Fields are {@code name=value}, with {@code |} between. */
    void headers(int stream, boolean last, String fields) throws IOException {
        Http2Headers headers = new DefaultHttp2Headers(false);
        for (String field : fields.split("\\|", -1)) {
            int at = field.indexOf('=', 1);
            headers.add(field.substring(0, at), field.substring(at + 1));
        }
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(stream, headers, block);
        } catch (Http2Exception impossible) {
            throw new IOException(impossible);
        }
        byte[] bytes = new byte[block.readableBytes()];
        block.readBytes(bytes);
        frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, bytes);
    }

    void data(int stream, boolean last, byte[] bytes) throws IOException {
        frame(DATA, last ? END_STREAM : 0, stream, bytes);
    }

    void room(int stream, int bytes) throws IOException {
        frame(WINDOW_UPDATE, 0, stream, Unpooled.buffer(4).writeInt(bytes).array());
    }

    /** The next frame that is not about the connection alone. */
    Frame read() throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            Frame frame = new Frame(type, flags, stream, in.readNBytes(length));
            if (type == SETTINGS && (flags & ACK) == 0) {
                frame(SETTINGS, ACK, 0, new byte[0]);
            } else if (type != SETTINGS && type != WINDOW_UPDATE) {
                return frame;
            }
        }
    }

    /** The next frame as it is, settings and windows too. */
    Frame readAny() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, in.readNBytes(length));
    }

    String fields(Frame frame) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            Http2Headers headers = decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
            for (Map.Entry<CharSequence, CharSequence> each : headers) {
                text.append(text.isEmpty() ? "" : "|")
                        .append(each.getKey())
                        .append('=')
                        .append(each.getValue());
            }
        } catch (Http2Exception wrong) {
            throw new IOException(wrong);
        }
        return text.toString();
    }

    /** Reads a whole response: heads, the body between, each in brackets where it is a head. */
    String response(int stream) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        Frame frame;
        do {
            frame = read();
            if (frame.stream() != stream) {
                throw new IOException("unexpected " + frame);
            }
            switch (frame.type()) {
                case HEADERS -> {
                    text.append(body.toString(StandardCharsets.ISO_8859_1));
                    body.reset();
                    text.append('[').append(fields(frame)).append(']');
                }
                case DATA -> body.write(frame.payload());
                default -> throw new IOException("type " + frame.type() + " code " + frame.code());
            }
        } while (!frame.isLast());
        return text + body.toString(StandardCharsets.ISO_8859_1);
    }

    /** Leaves, while there is still something to be seen of the other side. */
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}
