using System.Xml.Linq;

namespace MiyagiSensing.Unit.Architecture;

/// <summary>What a project file references.</summary>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public bool HasReferences => Projects.Count + Packages.Count > 0;

    public static Project Read(string file)
    {
        var xml = XDocument.Parse(SourceTree.Read(file));
        return new Project(
            Path.GetFileNameWithoutExtension(file),
            Path.GetDirectoryName(file)!,
            [.. Includes(xml, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')))],
            [.. Includes(xml, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument xml, string element) =>
        xml.Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
