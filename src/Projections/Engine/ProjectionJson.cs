using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiyagiSensing.Projections.Engine;

/// <summary>JSON of read-model columns: camelCase, nulls left out.</summary>
internal static class ProjectionJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Deserialize<T>(byte[] utf8Json) => JsonSerializer.Deserialize<T>(utf8Json, Options)!;
}
