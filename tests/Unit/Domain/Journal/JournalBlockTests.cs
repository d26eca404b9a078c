using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Unit.Golden;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Journal;

public sealed class JournalBlockTests
{
    private const string Stored = "events/readings_recorded.json";

    [Fact]
    public void A_block_is_written_as_it_is_stored() => GoldenFile.AssertJsonEqual(Stored, JournalBlockWriter.Write(SampleBlocks.Full));

    [Fact]
    public void A_stored_block_is_read() => BlockAssert.Equal(SampleBlocks.Full, JournalBlockReader.Read(GoldenFile.ReadBytes(Stored)));

    [Fact]
    public void Any_block_reads_back_bit_for_bit()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var block = SampleBlocks.Random(seed);

            var read = JournalBlockReader.Read(JournalBlockWriter.Write(block));

            BlockAssert.Equal(block, read);
            Assert.Equal(block.Count, read.Count);
        }
    }

    [Fact]
    public void Names_may_come_in_the_order_that_jsonb_gives_them()
    {
        var written = JsonNode.Parse(JournalBlockWriter.Write(SampleBlocks.Full));

        var read = JournalBlockReader.Read(Encoding.UTF8.GetBytes(AsJsonb(written)!.ToJsonString()));

        BlockAssert.Equal(SampleBlocks.Full, read);
    }

    [Fact]
    public void Names_of_a_later_build_are_passed_over()
    {
        var written = JsonNode.Parse(JournalBlockWriter.Write(SampleBlocks.Full))!;
        written["later"] = new JsonArray(1, new JsonObject { ["x"] = "y" });
        written["groups"]![0]!["later"] = new JsonObject { ["values"] = new JsonArray(1) };

        BlockAssert.Equal(SampleBlocks.Full, JournalBlockReader.Read(Encoding.UTF8.GetBytes(written.ToJsonString())));
    }

    [Fact]
    public void Instants_are_written_as_offsets_from_the_least()
    {
        var group = JsonNode.Parse(JournalBlockWriter.Write(SampleBlocks.Full))!["groups"]![0]!;

        Assert.Equal(1_795_208_400_000, (long)group["measuredFrom"]!);
        Assert.Equal("[600000,0,0]", group["measured"]!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"groups\":{}}")]
    [InlineData("{\"groups\":[")]
    public void What_is_no_block_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JournalBlockReader.Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("measured")]
    [InlineData("received")]
    [InlineData("sequence")]
    [InlineData("source")]
    [InlineData("sensors")]
    [InlineData("values")]
    public void Columns_of_different_length_are_refused(string column)
    {
        var written = JsonNode.Parse(JournalBlockWriter.Write(SampleBlocks.Full))!;
        written["groups"]![0]![column]!.AsArray().RemoveAt(0);

        Assert.Throws<JsonException>(() => JournalBlockReader.Read(Encoding.UTF8.GetBytes(written.ToJsonString())));
    }

    // jsonb keeps the names of an object sorted by length, then by bytes.
    private static JsonNode? AsJsonb(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(
            map.OrderBy(pair => pair.Key.Length).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, AsJsonb(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(AsJsonb)]),
        _ => node?.DeepClone(),
    };
}
