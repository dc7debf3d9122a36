import Pixels
import Testing

@testable import Decoding

/// What goes over the socket, and how little of it is believed.
@Suite struct DecodeMessageTests {
    @Test func aRequestComesBackAsItWas() {
        let request = DecodeRequest(number: 7, byteCount: 5 << 32 | 12, width: 720, height: 400)
        #expect(DecodeRequest(request.bytes) == request)
        #expect(request.bytes.count == DecodeRequest.length)
        #expect(DecodeRequest(Array(request.bytes.dropLast())) == nil)
        #expect(DecodeRequest(Array(repeating: 0, count: DecodeRequest.length)) == nil)
    }

    @Test func anAnswerMustFitTheQuestion() {
        let answer = DecodeAnswer(number: 7, outcome: .pixels(isComplete: false), byteCount: 64)
        #expect(answer.bytes.count == DecodeAnswer.length)
        #expect(DecodeAnswer(answer.bytes, to: 7, pixels: 64) == answer)
        #expect(DecodeAnswer(answer.bytes, to: 8, pixels: 64) == nil, "an answer to another question")
        #expect(DecodeAnswer(answer.bytes, to: 7, pixels: 63) == nil, "more than was asked for")
        #expect(DecodeAnswer(answer.bytes, to: 7, pixels: 65) == nil, "less than was asked for")
    }

    @Test func aReasonIsShortAndKnown() {
        for kind in PixelsError.Kind.allCases {
            let answer = DecodeAnswer(number: 1, outcome: .failure(kind), byteCount: 40)
            #expect(DecodeAnswer(answer.bytes, to: 1, pixels: 64) == answer)
        }
        let long = DecodeAnswer(number: 1, outcome: .failure(.damaged), byteCount: 401)
        #expect(DecodeAnswer(long.bytes, to: 1, pixels: 64) == nil)
        var unknown = DecodeAnswer(number: 1, outcome: .failure(.damaged), byteCount: 40).bytes
        unknown[12] = 200
        #expect(DecodeAnswer(unknown, to: 1, pixels: 64) == nil)
    }

    /// Every byte of a true answer turned, one after the other: what is still taken for an answer asks for no more.
    @Test func aTurnedByteIsNoDanger() {
        let bytes = DecodeAnswer(number: 7, outcome: .pixels(isComplete: true), byteCount: 64).bytes
        for index in bytes.indices {
            for bit in 0..<8 {
                var turned = bytes
                turned[index] ^= 1 << UInt8(bit)
                if let answer = DecodeAnswer(turned, to: 7, pixels: 64) {
                    #expect(answer.byteCount <= DecodeAnswer.longestReason)
                }
            }
        }
    }
}
