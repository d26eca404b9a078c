using System.Text;
using MiyagiSensing.Host.Import;
using Xunit;

namespace MiyagiSensing.Unit.Host.Import;

public sealed class Utf8TextTests
{
    [Fact]
    public void Bytes_of_another_encoding_are_refused_and_a_byte_order_mark_is_passed_over()
    {
        Assert.True(Utf8Text.TryRead("\uFEFF佐藤"u8, out var text));
        Assert.Equal("佐藤", text);
        Assert.False(Utf8Text.TryRead([0x8D, 0xB2, 0x93, 0xA1], out _));
        Assert.True(Utf8Text.TryRead(Encoding.UTF8.GetBytes("plain"), out text));
        Assert.Equal("plain", text);
    }
}
