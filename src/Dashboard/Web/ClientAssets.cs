using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;

namespace MiyagiSensing.Dashboard.Web;

/// <summary>
/// The bundled scripts, styles and map shapes, embedded in this assembly. Their names carry a hash of their content, so browsers keep them for a year.
/// </summary>
internal static class ClientAssets
{
    private const string Folder = "/_assets";

    private static readonly EmbeddedFileProvider Files = new(typeof(ClientAssets).Assembly, "MiyagiSensing.Dashboard.Assets");
    private static readonly FrozenDictionary<string, string> Names = ReadNames();

    /// <summary>The address of an asset, for example of <c>site.js</c>.</summary>
    /// <exception cref="KeyNotFoundException">The build does not make it.</exception>
    public static string Address(string name) => $"{Folder}/{Names[name]}";

    /// <summary>Serves the assets to everybody, compressed: they hold no secret that compression could betray.</summary>
    public static void UseClientAssets(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Folder),
        branch =>
        {
            branch.UseMiddleware<ResponseCompressionMiddleware>();
            branch.UseStaticFiles(new StaticFileOptions
            {
                RequestPath = Folder,
                FileProvider = Files,
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
            });
        });

    private static FrozenDictionary<string, string> ReadNames()
    {
        using var list = Files.GetFileInfo("assets.json").CreateReadStream();
        return JsonSerializer.Deserialize<Dictionary<string, string>>(list)!.ToFrozenDictionary();
    }
}
